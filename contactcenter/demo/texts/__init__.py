"""What customers and agents say, in their own languages."""
