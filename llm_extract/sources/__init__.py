"""Sources: files, folders, html, jsonl and manifests in; articles out."""
