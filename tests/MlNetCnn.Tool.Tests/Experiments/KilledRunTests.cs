using System.Diagnostics;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Tests.DataSets;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>A run in a process of its own that is killed, as by kill -9, and started again.</summary>
public sealed class KilledRunTests
{
    [Fact]
    public void A_killed_run_goes_on_to_the_very_same_end()
    {
        using var folder = new TempFolder();
        SmallSets.FashionMnist(folder.File("data"), train: 40, test: 10);
        string[] usual = ["fashion-mnist", $"--data={folder.File("data")}", "--epochs=60", "--patience=99", "--threads=1"];
        Assert.Equal(0, new Session().Run([.. usual, $"--output={folder.File("whole")}"]));

        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["exec", typeof(UserErrorException).Assembly.Location, .. usual, $"--output={folder.File("cut")}"]) start.ArgumentList.Add(argument);
        using (var process = Process.Start(start)!)
        {
            while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch 3/", StringComparison.Ordinal)) { }
            process.Kill();
            process.WaitForExit();
            Assert.NotEqual(0, process.ExitCode);
        }

        Assert.False(File.Exists(folder.File("cut", "model.zip")));
        var resumed = new Session();
        Assert.True(resumed.Run([.. usual, $"--output={folder.File("cut")}", "--resume"]) == 0, resumed.Error);

        Assert.Contains("going on with the interrupted run", resumed.Output, StringComparison.Ordinal);
        foreach (var file in new[] { "history.json", "model.keras", "model.zip", "best.keras", "report.html" })
            Assert.Equal(File.ReadAllBytes(folder.File("whole", file)), File.ReadAllBytes(folder.File("cut", file)));
    }
}
