namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>Carries out what the user asked for: what a library refuses of it, the user can put right.</summary>
internal static class Wish
{
    /// <exception cref="UserErrorException">The library refused it; the message is the library's.</exception>
    public static T Of<T>(Func<T> wish)
    {
        try
        {
            return wish();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException and not ObjectDisposedException)
        {
            throw new UserErrorException(Text(e), e);
        }
    }

    // .NET adds the parameter's name, which is none of the user's.
    private static string Text(Exception e) => e.Message.IndexOf(" (Parameter '", StringComparison.Ordinal) is >= 0 and var end ? e.Message[..end] : e.Message;
}
