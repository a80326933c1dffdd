using System.Diagnostics;
using System.Globalization;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>
/// A process that saves is killed (SIGKILL) at random moments: the file is the old one or the new one, whole, and the next save leaves nothing else beside it. Sixteen kills; as many as
/// the environment variable MLNETCNN_KILLS says where it is set.
/// </summary>
public sealed class KilledSaveTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("model.keras")]
    [InlineData("model.h5")]
    public void The_file_is_the_old_one_or_the_new_one(string name)
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("MLNETCNN_KILLS") ?? "16", CultureInfo.InvariantCulture) / 2;
        using var folder = new TempFolder();
        var path = folder.File(name);
        var random = new RandomStream(300, name);
        int old = 0, amid = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            SavingChild.Model(0).Save(path);
            Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
            var last = Kill(path, random.NextInt32(4), random);
            if (Directory.GetFileSystemEntries(folder.Path).Length > 1) amid++;
            var found = Model.Load(path);
            var number = found.Weights[0].Values[0];
            Assert.True(number == last || number == last - 1, $"Killed in save {last}, the file is that of save {number}.");
            Assert.All(found.Weights, w => Assert.Equal(-1, w.Values.IndexOfAnyExcept(number)));
            if (number < last) old++;
        }

        SavingChild.Model(0).Save(path);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
        output.WriteLine($"{kills} kills: {old} times the old file, {kills - old} times the new one; {amid} times something lay beside it until the next save.");
        Assert.True(amid > 0, "Not one kill fell into the writing: the moments are badly chosen.");
    }

    /// <summary>Two processes save to one path, a third reads: each time a whole file, and none of them fails.</summary>
    [Fact]
    public void Two_that_save_at_once_leave_whole_files()
    {
        using var folder = new TempFolder();
        var path = folder.File("model.h5");
        SavingChild.Model(0).Save(path);
        using Process one = Start(path), two = Start(path);
        Assert.NotNull(one.StandardOutput.ReadLine());
        Assert.NotNull(two.StandardOutput.ReadLine());
        var clock = Stopwatch.StartNew();
        var reads = 0;
        for (; clock.Elapsed.TotalSeconds < 2 || reads < 10; reads++)
        {
            var found = Model.Load(path);
            Assert.All(found.Weights, w => Assert.Equal(-1, w.Values.IndexOfAnyExcept(found.Weights[0].Values[0])));
        }

        foreach (var process in (Process[])[one, two])
        {
            Assert.False(process.HasExited, "One that saved has failed.");
            process.Kill();
            process.WaitForExit();
        }

        SavingChild.Model(0).Save(path);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static Process Start(string path)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(KilledSaveTests).Assembly.Location);
        start.Environment[SavingChild.Variable] = path;
        return Process.Start(start)!;
    }

    /// <summary>Starts the child, lets it save so many times, and kills it in a later save.</summary>
    /// <returns>The number of the last save that it began, which it may have ended.</returns>
    private static int Kill(string path, int saves, RandomStream random)
    {
        using var process = Start(path);
        var error = process.StandardError.ReadToEndAsync();
        string? line = null;
        var clock = new Stopwatch();
        for (var i = 0; i <= saves; i++)
        {
            clock.Restart();
            line = process.StandardOutput.ReadLine();
            if (line is null) Assert.Fail($"The child ended: {error.Result}");
        }

        // Up to half as long again as the last save took, or about as long as the first takes.
        var wait = random.NextDouble() * (saves == 0 ? 60 : 1.5 * clock.Elapsed.TotalMilliseconds);
        clock.Restart();
        while (clock.Elapsed.TotalMilliseconds < wait) Thread.SpinWait(50);
        process.Kill();
        while (process.StandardOutput.ReadLine() is { } later) line = later;
        process.WaitForExit();
        return int.Parse(line!, CultureInfo.InvariantCulture);
    }
}
