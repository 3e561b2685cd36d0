//! manifest.json, receipt.json, report.html, findings.csv, held rows.
