//! Procedures: forms, documents, fees, limits, processes, and finding them.
