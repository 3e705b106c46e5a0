//! The private PostgreSQL, the pool, transactions and migrations.
