"""What a document says beside its records: words the vocabulary lacks, counts it states of its own records."""
