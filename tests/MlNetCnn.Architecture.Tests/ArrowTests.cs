using System.Xml.Linq;

namespace MlNetCnn.Architecture.Tests;

/// <summary>Every arrow between projects points down; docs/architecture.md draws them.</summary>
public sealed class ArrowTests
{
    /// <summary>What each project may reference directly. A new project gets a line here and in docs/architecture.md.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["MlNetCnn.Imaging"] = [],
        ["MlNetCnn.Keras"] = [],
        ["MlNetCnn.Compute"] = ["MlNetCnn.Keras"],
        ["MlNetCnn.Protobuf"] = ["MlNetCnn.Keras"],
        ["MlNetCnn.Onnx"] = ["MlNetCnn.Protobuf", "MlNetCnn.Keras"],
        ["MlNetCnn.TensorFlow"] = ["MlNetCnn.Compute", "MlNetCnn.Protobuf", "MlNetCnn.Keras"],
        ["MlNetCnn.TensorFlowNet"] = ["MlNetCnn.TensorFlow"],
        ["MlNetCnn.Training"] = ["MlNetCnn.Compute", "MlNetCnn.Keras", "MlNetCnn.Imaging"],
        ["MlNetCnn.Explain"] = ["MlNetCnn.Compute", "MlNetCnn.Keras", "MlNetCnn.Imaging"],
        ["MlNetCnn.Reports"] = ["MlNetCnn.Keras", "MlNetCnn.Imaging"],
        ["MlNetCnn"] = ["MlNetCnn.Compute", "MlNetCnn.Keras", "MlNetCnn.Imaging", "MlNetCnn.Training", "MlNetCnn.Explain", "MlNetCnn.Onnx", "MlNetCnn.TensorFlow"],
        ["MlNetCnn.Tool"] = ["MlNetCnn", "MlNetCnn.Reports", "MlNetCnn.TensorFlow"],
        ["Microsoft.ML.Offline"] = [],
    };

    [Fact]
    public void Projects_reference_only_what_lies_below_them()
    {
        var found = Directory.EnumerateFiles(Repository.At("src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), found.Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
        foreach (var file in found)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            foreach (var reference in XDocument.Load(file).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)))
                Assert.True(Allowed[name].Contains(reference), $"{name} references {reference}, which does not lie below it.");
        }
    }

    [Fact]
    public void Only_the_face_and_the_tool_know_ML_NET()
    {
        foreach (var name in new[] { "MlNetCnn.Imaging", "MlNetCnn.Keras", "MlNetCnn.Compute", "MlNetCnn.Training", "MlNetCnn.Explain", "MlNetCnn.Reports", "MlNetCnn.Protobuf", "MlNetCnn.Onnx", "MlNetCnn.TensorFlow" })
        {
            var references = System.Reflection.Assembly.Load(name).GetReferencedAssemblies().Select(a => a.Name!);
            Assert.DoesNotContain(references, r => r.StartsWith("Microsoft.ML", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_stand_in_is_never_packed_and_is_referenced_in_one_place()
    {
        Assert.Contains("<IsPackable>false</IsPackable>", File.ReadAllText(Repository.At("src", "Microsoft.ML.Offline", "Microsoft.ML.Offline.csproj")), StringComparison.Ordinal);
        var projects = new[] { "src", "samples" }.SelectMany(f => Directory.EnumerateFiles(Repository.At(f), "*.csproj", SearchOption.AllDirectories));
        foreach (var file in projects)
            Assert.DoesNotContain("Offline.csproj", File.ReadAllText(file), StringComparison.Ordinal);
    }
}
