using System.Text.Json;
using MlNetCnn.Testing;

namespace MlNetCnn.Architecture.Tests;

/// <summary>The TensorFlowNet switch, asked of MSBuild itself: which outcome, which references, and whether anything is compiled.</summary>
public sealed class TensorFlowNetSwitchTests
{
    [Fact]
    public void Without_the_packages_the_project_and_its_tests_are_empty()
    {
        foreach (var project in new[] { Source, Tests })
        {
            using var none = Evaluate(project, "-p:TensorFlowNet=None");
            Assert.Equal(("none", "false"), (Property(none, "TensorFlowNetMode"), Property(none, "IsPackable")));
            Assert.Empty(Items(none, "Compile"));
            Assert.Empty(Items(none, "Reference"));
            Assert.DoesNotContain(Items(none, "PackageReference"), p => p.StartsWith("TensorFlow", StringComparison.Ordinal) || p.StartsWith("xunit", StringComparison.Ordinal));
        }

        // `dotnet test` asks test projects only, and an empty one would warn.
        using var tests = Evaluate(Tests, "-p:TensorFlowNet=none");
        Assert.Equal("false", Property(tests, "IsTestProject"));
    }

    [Fact]
    public void The_packages_or_a_folder_bring_their_own_references()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("Tensorflow.Keras.dll"), "");
        using var packages = Evaluate(Source, "-p:TensorFlowNet=nuget");
        Assert.Equal(("NuGet", "true"), (Property(packages, "TensorFlowNetMode"), Property(packages, "IsPackable")));
        Assert.Superset(new HashSet<string> { "TensorFlow.NET", "TensorFlow.Keras" }, Items(packages, "PackageReference").ToHashSet());
        Assert.Contains("KerasModels.cs", Items(packages, "Compile"));
        using var own = Evaluate(Source, $"-p:TensorFlowNet={folder.Path}");
        Assert.Equal("Folder", Property(own, "TensorFlowNetMode"));
        Assert.Equal([folder.File("Tensorflow.Binding.dll"), folder.File("Tensorflow.Keras.dll")], Items(own, "Reference"));
        Assert.DoesNotContain(Items(own, "PackageReference"), p => p.StartsWith("TensorFlow", StringComparison.Ordinal));
        using var tests = Evaluate(Tests, $"-p:TensorFlowNet={folder.Path}");
        Assert.Equal("true", Property(tests, "IsTestProject"));
    }

    [Fact]
    public void Auto_follows_the_remembered_answer_and_is_none_before_there_is_one()
    {
        using var folder = new TempFolder();
        var answer = $"-p:TensorFlowNetAnswerFile={folder.File("answer.props")}";
        using var before = Evaluate(Source, answer);
        Assert.Equal("none", Property(before, "TensorFlowNetMode"));
        File.WriteAllText(folder.File("answer.props"), "<Project><PropertyGroup><TensorFlowNetAnswer>NuGet</TensorFlowNetAnswer></PropertyGroup></Project>");
        using var after = Evaluate(Source, answer);
        Assert.Equal("NuGet", Property(after, "TensorFlowNetMode"));
    }

    [Fact]
    public void A_folder_that_holds_nothing_is_refused()
    {
        var (code, output) = MSBuild.Run(Source, "-t:CheckTensorFlowNet", "-p:TensorFlowNet=no-such-folder");
        Assert.NotEqual(0, code);
        Assert.Contains("TensorFlowNet: 'no-such-folder' is neither auto, NuGet, none nor a folder that holds Tensorflow.Keras.dll", output, StringComparison.Ordinal);
    }

    private static string Source { get; } = Repository.At("src", "MlNetCnn.TensorFlowNet", "MlNetCnn.TensorFlowNet.csproj");

    private static string Tests { get; } = Repository.At("tests", "MlNetCnn.TensorFlowNet.Tests", "MlNetCnn.TensorFlowNet.Tests.csproj");

    private static JsonDocument Evaluate(string project, string property)
    {
        var (code, output) = MSBuild.Run(
            project, "-getProperty:TensorFlowNetMode", "-getProperty:IsTestProject", "-getProperty:IsPackable", "-getItem:PackageReference", "-getItem:Reference", "-getItem:Compile", property);
        Assert.True(code == 0, output);
        return JsonDocument.Parse(output);
    }

    private static string Property(JsonDocument json, string name) => json.RootElement.GetProperty("Properties").GetProperty(name).GetString()!;

    private static string[] Items(JsonDocument json, string name) => [.. json.RootElement.GetProperty("Items").GetProperty(name).EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!)];
}
