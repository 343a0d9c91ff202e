"""Use cases of the currency conversion tool."""
