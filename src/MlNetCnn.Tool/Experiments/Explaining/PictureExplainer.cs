using MlNetCnn.Compute;
using MlNetCnn.Explain;
using MlNetCnn.Tool.Display;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>Runs pictures through a network and explains what it says of them, a batch at a time.</summary>
internal static class PictureExplainer
{
    private const int BatchSize = 16;

    /// <summary>Explains pictures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pictures">Files, and what the files made of each start with.</param>
    /// <param name="settings">How.</param>
    /// <param name="display">Told how it goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="UserErrorException">A picture cannot be read, or there is no such class or layer.</exception>
    public static IReadOnlyList<ExplainedPicture> Run(
        LookedIntoNetwork network, IReadOnlyList<(string File, string Name)> pictures, ExplainSettings settings, IDisplay display, CancellationToken cancellation)
    {
        IReadOnlyList<ExplainedPicture> explained = [];
        display.Progress("explaining", pictures.Count * settings.Methods.Count, bar => explained = Run(network, pictures, settings, bar, cancellation));
        return explained;
    }

    /// <summary>Explains pictures.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pictures">Files, and what the files made of each start with.</param>
    /// <param name="settings">How.</param>
    /// <param name="bar">Told of every picture and method; null for nobody.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="UserErrorException">A picture cannot be read, or there is no such class or layer.</exception>
    public static IReadOnlyList<ExplainedPicture> Run(LookedIntoNetwork network, IReadOnlyList<(string File, string Name)> pictures, ExplainSettings settings, IProgressBar? bar, CancellationToken cancellation)
    {
        var target = ClassChoice.Of(settings.Class, network);
        return [.. pictures.Chunk(BatchSize).SelectMany(batch => Explain(network, batch, settings.Methods, target, bar, cancellation))];
    }

    private static IEnumerable<ExplainedPicture> Explain(
        LookedIntoNetwork network, (string File, string Name)[] pictures, IReadOnlyList<ExplanationMethod> methods, Target target, IProgressBar? bar, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var input = Together([.. pictures.Select(p => network.Read(p.File))]);
        var output = network.Model.Predict(input, cancellation);
        List<IReadOnlyList<Explanation>> found = [];
        foreach (var method in methods)
        {
            found.Add(Wish.Of(() => method.Explain(network.Model, input, target, cancellation)));
            bar?.Advance(pictures.Length);
        }

        for (var i = 0; i < pictures.Length; i++)
        {
            var (file, name) = pictures[i];
            yield return new ExplainedPicture(file, name, network.Show(file), ClassScores.Of(new Tensor(1, output.Shape, output[i].ToArray()), network), [.. found.Select(f => f[i])]);
        }
    }

    private static Tensor Together(IReadOnlyList<Tensor> pictures)
    {
        var batch = new Tensor(pictures.Count, pictures[0].Shape);
        for (var i = 0; i < pictures.Count; i++) pictures[i].Span.CopyTo(batch[i]);
        return batch;
    }
}
