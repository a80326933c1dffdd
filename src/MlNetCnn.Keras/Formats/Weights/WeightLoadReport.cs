using System.Text;

namespace MlNetCnn.Keras;

/// <summary>What loading a weight file did, by layer. Layers without weights are not mentioned.</summary>
/// <param name="Loaded">Layers of the model that got their weights, in its order; those of a nested model as <c>vgg16/block1_conv1</c> where the file keeps them apart.</param>
/// <param name="Missing">Layers of the model that the file has no weights for, or none that fit; they keep theirs.</param>
/// <param name="Ignored">Layers of the file that were not used: not in the model, or skipped because they do not fit.</param>
public sealed record WeightLoadReport(IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Ignored)
{
    /// <summary>The layers that were skipped because their weights do not fit, each with the reason; empty unless mismatches were to be skipped.</summary>
    public IReadOnlyList<SkippedLayer> Skipped { get; init; } = [];

    /// <summary>What the file leaves in doubt; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>A few lines that say what was loaded and what was not, and why.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Loaded.Count} {(Loaded.Count == 1 ? "layer" : "layers")} loaded");
        var (model, file) = (Skipped.Select(s => s.Layer).ToHashSet(), Skipped.Select(s => s.FileLayer).ToHashSet());
        List("not in the file", [.. Missing.Where(m => !model.Contains(m))]);
        List("not in the model", [.. Ignored.Where(m => !file.Contains(m))]);
        foreach (var skipped in Skipped) text.Append("\n  skipped ").Append(skipped.Reason);
        if (Note is not null) text.Append("\n  ").Append(Note);
        return text.ToString();

        void List(string what, string[] names)
        {
            if (names.Length > 0) text.Append("\n  ").Append(what).Append(": ").AppendJoin(", ", names);
        }
    }
}
