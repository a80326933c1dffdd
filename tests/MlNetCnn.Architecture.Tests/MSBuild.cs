using System.Diagnostics;

namespace MlNetCnn.Architecture.Tests;

/// <summary>Asks MSBuild itself.</summary>
internal static class MSBuild
{
    /// <summary>Runs it on a project.</summary>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static (int Code, string Output) Run(string project, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["msbuild", project, "-nologo", "-nodeReuse:false", "-terminalLogger:off", .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
