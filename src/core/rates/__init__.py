"""Dated exchange rates of the currency conversion tool."""
