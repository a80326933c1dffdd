using System.Diagnostics;

namespace MlNetCnn.Architecture.Tests;

/// <summary>Asks MSBuild itself.</summary>
internal static class MSBuild
{
    /// <summary>Runs it on a project.</summary>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static (int Code, string Output) Run(string project, params string[] arguments) => Run(project, new Dictionary<string, string>(), arguments);

    /// <summary>Runs it on a project, with environment variables of its own.</summary>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static (int Code, string Output) Run(string project, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["msbuild", project, "-nologo", "-nodeReuse:false", "-terminalLogger:off", .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
