using System.Text.RegularExpressions;

namespace MlNetCnn.Architecture.Tests;

/// <summary>Documents that a machine can hold against the code.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void The_README_shows_the_sample_as_it_compiles()
    {
        var sample = File.ReadAllText(Repository.At("samples", "CatsVsDogs", "Program.cs")).ReplaceLineEndings("\n");
        var start = sample.IndexOf("// <readme>\n", StringComparison.Ordinal) + "// <readme>\n".Length;
        var shown = sample[start..sample.IndexOf("// </readme>", StringComparison.Ordinal)];
        Assert.Contains("```csharp\n" + shown + "```", File.ReadAllText(Repository.At("README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training.md", 10, "samples/FineTuning/Program.cs", "tests/MlNetCnn.Tests/Documents/TrainingDocument.cs", "tests/MlNetCnn.Tool.Tests/Documents/TrainingFigures.cs")]
    [InlineData("models.md", 8, "tests/MlNetCnn.Tool.Tests/Documents/ModelsDocument.cs")]
    [InlineData("gpu.md", 2, "tests/MlNetCnn.Tests/Documents/GpuDocument.cs")]
    [InlineData("exporting.md", 4, "tests/MlNetCnn.TensorFlow.Tests/Documents/ExportingDocument.cs")]
    [InlineData("explaining.md", 7, "samples/ExplainPhoto/Program.cs", "tests/MlNetCnn.Explain.Tests/Documents/ExplainingDocument.cs")]
    [InlineData("onnx.md", 2, "tests/MlNetCnn.Onnx.Tests/Documents/OnnxDocument.cs")]
    public void The_code_of_a_document_stands_in_files_that_compile(string document, int least, params string[] files)
    {
        var sources = files.Select(f => Trimmed(File.ReadAllText(Repository.At(f.Split('/'))))).ToList();
        var blocks = CSharp().Matches(File.ReadAllText(Repository.At("docs", document)).ReplaceLineEndings("\n"));
        Assert.True(blocks.Count >= least);
        foreach (Match block in blocks)
            Assert.True(sources.Exists(s => s.Contains("\n" + Trimmed(block.Groups[1].Value) + "\n", StringComparison.Ordinal)), $"This code of docs/{document} stands in none of its files:\n{block.Groups[1].Value}");

        // Code there is indented deeper.
        static string Trimmed(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(l => l.Trim()));
    }

    [Fact]
    public void Every_target_is_described_and_stands_in_the_README()
    {
        var script = File.ReadAllText(Repository.At("build.cake"));
        var readme = File.ReadAllText(Repository.At("README.md"));
        var targets = Target().Matches(script);
        Assert.True(targets.Count >= 8);
        foreach (Match target in targets)
        {
            Assert.True(target.Groups[2].Success, $"The target {target.Groups[1].Value} has no description.");
            Assert.Contains($"`{target.Groups[1].Value}`", readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var documents = Directory.EnumerateFiles(Repository.At("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.At("README.md")).Append(Repository.At("CHANGELOG.md"));
        foreach (var document in documents)
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                var target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value);
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{Path.GetRelativePath(Repository.Root, document)} links to {link.Groups[1].Value}, which is not there.");
            }
    }

    [GeneratedRegex(@"Task\(""(\w+)""\)(\s*\.Description\()?")]
    private static partial Regex Target();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
