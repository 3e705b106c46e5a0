//! Page shell, components, forms, languages and errors to pages.
