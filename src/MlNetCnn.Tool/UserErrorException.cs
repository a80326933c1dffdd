namespace MlNetCnn.Tool;

/// <summary>Something that the user can put right: a missing folder, a damaged file, an option that does not fit. Ends the program with exit code 2.</summary>
internal sealed class UserErrorException(string message, Exception? inner = null) : Exception(message, inner);
