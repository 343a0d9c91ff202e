"""German and Greek descriptions; titles without one fall back to English."""

from entrypoints.simulator.catalogue.titles import Title

GERMAN = {
    "DG7GMGF0D5RK": "Serverbetriebssystem für physische und virtuelle Lasten, lizenziert je Kern.",
    "DG7GMGF0PWHC": "Der neueste Windows Server: Hotpatching, schnellerer Speicher, mehr Schutz.",
    "DG7GMGF0D5SL": "Berechtigt einen Benutzer oder ein Gerät, Windows Server 2022 zu nutzen.",
    "DG7GMGF0M80J": "Relationale Datenbank mit Analysen, lizenziert je Kern oder je Server.",
    "DG7GMGF0FL4T": "E-Mail, Kalender und Kontakte auf den eigenen Servern des Kunden.",
    "DG7GMGF0FLR6": "Dokumentbibliotheken und Intranetseiten auf den eigenen Servern des Kunden.",
    "DG7GMGF0DWM3": "Verbindet Anwendungen und Handelspartner mit Nachrichten und Regeln.",
    "DG7GMGF0DWTL": "Word, Excel, PowerPoint und Outlook mit unveränderlichem Funktionsumfang.",
    "DG7GMGF0PN43": "Diagramme und Ablaufpläne mit unveränderlichem Funktionsumfang.",
    "DG7GMGF0PN3Z": "Zeitpläne, Ressourcen und Kosten von Projekten.",
    "DG7GMGF0D8H4": "Hebt ein Gerät von einer früheren oder kleineren Edition auf Windows 11 Pro.",
}
GREEK = {
    "DG7GMGF0D5RK": "Λειτουργικό σύστημα διακομιστών, με άδεια ανά πυρήνα.",
    "DG7GMGF0PWHC": "Ο νεότερος Windows Server: ενημερώσεις χωρίς επανεκκίνηση.",
    "DG7GMGF0D5SL": "Επιτρέπει σε έναν χρήστη ή μία συσκευή τη χρήση του Windows Server 2022.",
    "DG7GMGF0M80J": "Σχεσιακή βάση δεδομένων με αναλύσεις, με άδεια ανά πυρήνα ή ανά διακομιστή.",
    "DG7GMGF0FL4T": "Αλληλογραφία, ημερολόγια και επαφές στους διακομιστές του πελάτη.",
    "DG7GMGF0DWM3": "Συνδέει εφαρμογές και εμπορικούς συνεργάτες με μηνύματα και κανόνες.",
    "DG7GMGF0DWTL": "Word, Excel, PowerPoint και Outlook με σταθερό σύνολο δυνατοτήτων.",
    "DG7GMGF0PN43": "Διαγράμματα και διαγράμματα ροής με σταθερό σύνολο δυνατοτήτων.",
    "DG7GMGF0PN3Z": "Χρονοδιαγράμματα, πόροι και κόστη έργων.",
}
BY_LANGUAGE = {"de": GERMAN, "el": GREEK}


def described(title: Title, locale: str) -> str:
    language = locale.split("-")[0].lower()
    return BY_LANGUAGE.get(language, {}).get(title.id, title.description)
