using Spectre.Console;

namespace MlNetCnn.Tool.Display;

/// <summary>Chooses how to show a run.</summary>
internal static class Displays
{
    /// <summary>Moving bars on a terminal; plain lines where the output is redirected or a build machine reads it.</summary>
    public static IDisplay ForThisConsole()
    {
        var plain = Console.IsOutputRedirected
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
            || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return plain ? new PlainDisplay(Console.Out, Console.Error) : new TerminalDisplay(AnsiConsole.Console);
    }
}
