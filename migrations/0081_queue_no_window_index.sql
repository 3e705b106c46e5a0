-- Whoever stands at a window is found in the line of its office: the index by window serves no query.
drop index queue.ticket_at_window;
