using System.IO.Compression;
using MlNetCnn.Testing;

namespace MlNetCnn.Architecture.Tests;

/// <summary>What eng/probe/ask.proj asks the feed, of a feed in a folder.</summary>
public sealed class AskTests
{
    [Fact]
    public void A_feed_is_asked_once_and_another_version_is_no_answer()
    {
        using var folder = new TempFolder();
        var feed = Directory.CreateDirectory(folder.File("feed")).FullName;
        using (var package = ZipFile.Open(Path.Combine(feed, "microsoft.ml.99.0.0.nupkg"), ZipArchiveMode.Create))
        using (var text = new StreamWriter(package.CreateEntry("Microsoft.ML.nuspec").Open()))
            text.Write("<package><metadata><id>Microsoft.ML</id><version>99.0.0</version><authors>a</authors><description>d</description></metadata></package>");

        var first = Ask(feed, folder);
        Assert.Contains("MicrosoftML: building with src/Microsoft.ML.Offline in place of Microsoft.ML (the feed has another version of it).", first, StringComparison.Ordinal);
        Assert.Contains("TensorFlowNet: building without src/MlNetCnn.TensorFlowNet (the feed does not have it).", first, StringComparison.Ordinal);
        Assert.Contains("<MicrosoftMLAnswer>Offline</MicrosoftMLAnswer>", File.ReadAllText(folder.File("microsoft-ml.props")), StringComparison.Ordinal);
        Assert.Contains("<TensorFlowNetAnswer>none</TensorFlowNetAnswer>", File.ReadAllText(folder.File("tensorflow-net.props")), StringComparison.Ordinal);

        // Nothing is built of Microsoft.ML.Vision where Microsoft.ML is not: it is not asked for.
        Assert.False(File.Exists(folder.File("microsoft-ml-vision.props")));
        Assert.Equal("", Ask(feed, folder).Trim());

        // A feed that could not be asked is asked again.
        var answer = folder.File("tensorflow-net.props");
        File.WriteAllText(answer, File.ReadAllText(answer).Replace("the feed does not have it", "the feed could not be asked", StringComparison.Ordinal));
        Assert.Contains("TensorFlowNet: building without", Ask(feed, folder), StringComparison.Ordinal);
        Assert.Contains("the feed does not have it", File.ReadAllText(answer), StringComparison.Ordinal);
    }

    private static string Ask(string feed, TempFolder answers)
    {
        var environment = new Dictionary<string, string> { ["RestoreSources"] = feed, ["NUGET_PACKAGES"] = answers.File("packages"), ["ProbeFolder"] = answers.File("probe") + Path.DirectorySeparatorChar };
        var (code, output) = MSBuild.Run(Repository.At("eng", "probe", "ask.proj"), environment, "-verbosity:minimal", $"-p:Artifacts={answers.Path}{Path.DirectorySeparatorChar}");
        Assert.True(code == 0, output);
        return output;
    }
}
