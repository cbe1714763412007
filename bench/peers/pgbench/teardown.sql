-- Takes away what setup.sql made; the orders stay.
DROP SCHEMA IF EXISTS bench CASCADE;
