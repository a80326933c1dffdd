using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>Compiles the mock of TensorFlow's library, once for each set of switches and each state of its sources.</summary>
internal static class MockCompiler
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Compiled = [];

    private static string? Compiler { get; } = OperatingSystem.IsWindows() ? null : (
        from name in new[] { "cc", "gcc", "clang" }
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        let file = Path.Combine(folder, name)
        where File.Exists(file)
        select file).FirstOrDefault();

    /// <summary>The library; skips the running test where there is no C compiler.</summary>
    public static string Library(params string[] switches)
    {
        Assert.SkipWhen(Compiler is null, "There is no C compiler (cc, gcc or clang) to make the mock of TensorFlow's library with.");
        return Compiled.GetOrAdd(string.Join(' ', switches), _ => new(() => Cached(switches))).Value;
    }

    /// <summary>Runs the compiler.</summary>
    public static void Run(string output, params string[] arguments)
    {
        Assert.SkipWhen(Compiler is null, "There is no C compiler (cc, gcc or clang).");
        var start = new ProcessStartInfo(Compiler!) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-pthread", "-o", output, .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }

    private static string Cached(string[] switches)
    {
        var sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Native", "Mock"), "*.*").Order(StringComparer.Ordinal).ToArray();
        var text = string.Join('\0', sources.Select(File.ReadAllText).Concat(switches).Append(Compiler));
        var file = Path.Combine(AppContext.BaseDirectory, "mock", $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}.lib");
        if (File.Exists(file)) return file;
        using var folder = new TempFolder();
        Run(folder.File("lib"), [.. sources.Where(s => s.EndsWith(".c", StringComparison.Ordinal)), .. OperatingSystem.IsLinux() ? (string[])["-Wl,-Bsymbolic"] : [], .. switches]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(folder.File("lib"), folder.File("copy"));
        File.Move(folder.File("copy"), file, overwrite: true);
        return file;
    }
}
