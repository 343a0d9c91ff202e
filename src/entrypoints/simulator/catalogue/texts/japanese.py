"""Descriptions in Japanese."""

JAPANESE = {
    "DG7GMGF0D5RK": "コア単位でライセンスされるサーバー用オペレーティング システム。",
    "DG7GMGF0PWHC": "最新の Windows Server。再起動の少ない更新と高速な記憶域。",
    "DG7GMGF0D5SL": "1 人のユーザーまたは 1 台のデバイスが Windows Server 2022 を利用できます。",
    "DG7GMGF0PWK1": "Windows Server 2025 のリモート デスクトップを利用できます。",
    "DG7GMGF0M80J": "コアまたはサーバー単位でライセンスされるリレーショナル データベース。",
    "DG7GMGF0FL4T": "お客様のサーバーで動くメール、予定表、連絡先。",
    "DG7GMGF0DWTL": "機能が固定された Word、Excel、PowerPoint、Outlook。",
    "DG7GMGF0PN43": "機能が固定された図とフローチャート。",
    "DG7GMGF0PN3Z": "プロジェクトの日程、リソース、コスト。",
    "DG7GMGF0D8H4": "デバイスを Windows 11 Pro にアップグレードします。",
    "DG7GMGF0PWHF": "1 人のユーザーまたは 1 台のデバイスが Windows Server 2025 を利用できます。",
    "DG7GMGF0RL0D": "1 人のユーザーまたは 1 台のデバイスが SQL Server 2025 を利用できます。",
    "DG7GMGF0FL6C": "Exchange Server 2019 のメールボックスを利用できます。",
    "DG7GMGF0RL0B": "最新の SQL Server。ベクトル検索と JSON。",
    "DG7GMGF0PWMX": "サーバーとネットワークを監視し、更新し、保護します。",
    "DG7GMGF0PN5G": "機能が固定された Office LTSC 2024 の 1 つのアプリケーション。",
    "DG7GMGF0RN1T": ".NET、C++、Web 向けの最新の開発環境。",
}
