"""How long a letter of pinyin takes, and how often the word meant stands first."""
