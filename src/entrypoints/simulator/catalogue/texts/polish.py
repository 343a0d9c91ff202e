"""Descriptions in Polish."""

POLISH = {
    "DG7GMGF0D5RK": "System operacyjny serwera, licencjonowany na rdzeń.",
    "DG7GMGF0PWHC": "Najnowszy Windows Server: poprawki bez restartu i szybsza pamięć masowa.",
    "DG7GMGF0D5SL": "Uprawnia użytkownika lub urządzenie do korzystania z Windows Server 2022.",
    "DG7GMGF0M80J": "Relacyjna baza danych, licencjonowana na rdzeń lub na serwer.",
    "DG7GMGF0FL4T": "Poczta, kalendarze i kontakty na serwerach klienta.",
    "DG7GMGF0FLR6": "Biblioteki dokumentów i witryny intranetowe na serwerach klienta.",
    "DG7GMGF0DWM3": "Łączy aplikacje i partnerów handlowych komunikatami i regułami.",
    "DG7GMGF0DWTL": "Word, Excel, PowerPoint i Outlook ze stałym zestawem funkcji.",
    "DG7GMGF0PN43": "Diagramy i schematy blokowe ze stałym zestawem funkcji.",
    "DG7GMGF0PN3Z": "Harmonogramy, zasoby i koszty projektów.",
    "DG7GMGF0PWHF": "Uprawnia użytkownika lub urządzenie do korzystania z Windows Server 2025.",
    "DG7GMGF0D7HX": "Uprawnia do korzystania z pulpitów zdalnych Windows Server 2022.",
    "DG7GMGF0RL0D": "Uprawnia użytkownika lub urządzenie do korzystania z SQL Server 2025.",
    "DG7GMGF0RL0B": "Najnowszy SQL Server: wyszukiwanie wektorowe i JSON.",
    "DG7GMGF0PWMX": "Nadzoruje, aktualizuje i zabezpiecza serwery i sieci.",
    "DG7GMGF0PWP5": "Windows Server 2025 razem z System Center 2025, licencja na rdzeń.",
    "DG7GMGF0PN5G": "Jedna aplikacja pakietu Office LTSC 2024 ze stałym zestawem funkcji.",
    "DG7GMGF0RN1T": "Najnowsze środowisko programistyczne dla .NET, C++ i sieci Web.",
}
