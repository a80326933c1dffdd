using System.Text.Json;
using MlNetCnn.Testing;

namespace MlNetCnn.Architecture.Tests;

/// <summary>The MicrosoftML switch, asked of MSBuild itself: which outcome, and which references.</summary>
public sealed class SwitchTests
{
    [Theory]
    [InlineData("NuGet", "NuGet")]
    [InlineData("nuget", "NuGet")]
    [InlineData("offline", "Offline")]
    public void A_word_decides(string word, string mode) => Assert.Equal(mode, Evaluate($"-p:MicrosoftML={word}").Mode);

    [Fact]
    public void Auto_follows_the_remembered_answer_and_is_offline_before_there_is_one()
    {
        using var folder = new TempFolder();
        var answer = folder.File("answer.props");
        Assert.Equal(("Offline", "true"), Outcome(Evaluate($"-p:MicrosoftMLAnswerFile={answer}")));
        File.WriteAllText(answer, "<Project><PropertyGroup><MicrosoftMLAnswer>NuGet</MicrosoftMLAnswer></PropertyGroup></Project>");
        Assert.Equal(("NuGet", ""), Outcome(Evaluate($"-p:MicrosoftMLAnswerFile={answer}")));

        static (string, string) Outcome((string Mode, string Unasked, string References) e) => (e.Mode, e.Unasked);
    }

    [Fact]
    public void Each_mode_brings_its_own_reference_and_no_other()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("Microsoft.ML.Core.dll"), "");
        Assert.Contains("\"Identity\": \"Microsoft.ML\"", Evaluate("-p:MicrosoftML=NuGet").References, StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML.Offline.csproj", Evaluate("-p:MicrosoftML=Offline").References, StringComparison.Ordinal);
        var own = Evaluate($"-p:MicrosoftML={folder.Path}");
        Assert.Equal("Folder", own.Mode);
        Assert.Contains("Microsoft.ML.Core.dll", own.References, StringComparison.Ordinal);
        Assert.DoesNotContain("Offline.csproj", own.References, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Identity\": \"Microsoft.ML\"", own.References, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_and_packing_without_the_packages_are_refused()
    {
        var missing = Run("-t:CheckMicrosoftML", "-p:MicrosoftML=no-such-folder");
        Assert.NotEqual(0, missing.Code);
        Assert.Contains("'no-such-folder' is neither auto, NuGet, Offline nor a folder that holds", missing.Output, StringComparison.Ordinal);
        var packed = Run("-t:RefuseToPackOffline", "-p:MicrosoftML=Offline");
        Assert.NotEqual(0, packed.Code);
        Assert.Contains("packages are made with MicrosoftML=NuGet only", packed.Output, StringComparison.Ordinal);
    }

    private static (string Mode, string Unasked, string References) Evaluate(string property)
    {
        var (code, output) = Run(
            "-getProperty:MicrosoftMLMode", "-getProperty:MicrosoftMLUnasked", "-getItem:PackageReference", "-getItem:ProjectReference", "-getItem:Reference", property);
        Assert.True(code == 0, output);
        using var json = JsonDocument.Parse(output);
        var properties = json.RootElement.GetProperty("Properties");
        return (properties.GetProperty("MicrosoftMLMode").GetString()!, properties.GetProperty("MicrosoftMLUnasked").GetString()!, json.RootElement.GetProperty("Items").GetRawText());
    }

    private static (int Code, string Output) Run(params string[] arguments) => MSBuild.Run(Repository.At("src", "MlNetCnn", "MlNetCnn.csproj"), arguments);
}
