using System.Diagnostics;
using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Training.Tests;

/// <summary>A process that fits is killed (SIGKILL) 20 times, and ends with the same bytes as a run that was left alone.</summary>
public sealed class Killed_at_any_moment
{
    [Fact]
    public void Twenty_times_and_the_bytes_are_the_same()
    {
        using var folder = new TempFolder();
        var expected = ResumeChild.Fit(null, null);
        // A checkpoint is written after every step: the moments, fixed by a seed but for the machine's own pace, fall into steps, saves and validations.
        var random = new RandomStream(20, "kills");
        int kills = 0, steps = 0, starts = 0;
        while (!File.Exists(folder.File("result")))
        {
            Assert.True(++starts < 60, $"After {kills} kills and {steps} steps the run has not ended.");
            var (lines, wait) = kills < 20 ? (random.NextInt32(8), random.NextDouble() * 4) : (int.MaxValue, 0);
            var (seen, killed) = Start(folder.Path, lines, wait);
            steps += seen;
            if (killed) kills++;
        }

        Assert.Equal(expected, File.ReadAllText(folder.File("result")));
        Assert.Equal(20, kills);
        Assert.False(File.Exists(folder.File("checkpoint")));
        Assert.Equal([folder.File("result")], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    /// <summary>Runs the child until it has told of so many steps, waits so many milliseconds, and kills it.</summary>
    private static (int Steps, bool Killed) Start(string folder, int lines, double wait)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Killed_at_any_moment).Assembly.Location);
        start.Environment[ResumeChild.Variable] = folder;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var seen = 0;
        while (seen < lines && process.StandardOutput.ReadLine() is not null) seen++;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalMilliseconds < wait) Thread.SpinWait(50);
        var kill = seen >= lines;
        if (kill) process.Kill();
        process.WaitForExit();
        if (!kill && process.ExitCode != 0) Assert.Fail($"The child ended with {process.ExitCode}: {error.Result}");
        return (seen, process.ExitCode != 0);
    }
}
