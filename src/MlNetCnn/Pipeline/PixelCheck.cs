using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Pretrained;

namespace MlNetCnn.Pipeline;

/// <summary>Refuses pixels that a network of <see cref="Applications"/>, or one that rescales them itself, was not trained on: nothing else would tell, its answers are just worse.</summary>
internal static class PixelCheck
{
    private const string Otherwise = $"A network that was trained on other pixels after all, or is to be trained on others from scratch, takes them when its {nameof(Model.InputPreprocessing)} is set to null.";

    /// <summary>Refuses a column whose pixels are known to be others.</summary>
    /// <param name="column">The column of pictures.</param>
    /// <param name="model">The network.</param>
    /// <param name="step">What is still done to them before they enter.</param>
    /// <param name="inside">Whether <paramref name="step"/> is an option of the component.</param>
    /// <param name="wantedBy">Name of the component, for errors.</param>
    /// <returns>Whether nothing is known of the column, so that a look at its values is worth while.</returns>
    /// <exception cref="ArgumentException">They are others; the message says which are right.</exception>
    public static bool Column(DataViewSchema.Column column, Model model, PixelStep step, bool inside, string wantedBy)
    {
        if (model.InputPreprocessing is not { } wanted) return false;
        if (PixelHistory.Of(column) is not { } history) return true;
        if (history.Then(step).Is(wanted)) return false;
        var right = wanted == Preprocessing.None ? "leave them 0 to 255 as they are"
            : inside ? $"leave them 0 to 255 and set Preprocessing to {nameof(Preprocessing)}.{wanted}, and Rescale to 1"
            : $"use ml.Cnn.PreprocessInput(\"{column.Name}\", {nameof(Preprocessing)}.{wanted}) on pixels 0 to 255, and nothing else";
        var also = step.IsNothing ? "" : $", which {wantedBy} takes {PixelHistory.Raw.Then(step)}";
        throw new ArgumentException(
            $"{wantedBy}: the network '{model.Name}' takes {PixelRanges.Describe(wanted)}; the column '{column.Name}' holds pixels {history}{also}. To mend it, {right}. "
            + Otherwise);
    }

    /// <summary>Refuses values that cannot be what a network takes.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    public static void Values(ReadOnlySpan<float> pixels, Model model, string column, string wantedBy)
    {
        if (model.InputPreprocessing is { } wanted && PixelRanges.Problem(wanted, pixels) is { } problem)
        {
            throw new ArgumentException(
                $"{wantedBy}: the network '{model.Name}' takes {PixelRanges.Describe(wanted)}; {problem} in the column '{column}'. "
                + (wanted == Preprocessing.None ? "Give it pixels 0 to 255. " : $"Use ml.Cnn.PreprocessInput(\"{column}\", {nameof(Preprocessing)}.{wanted}) on pixels 0 to 255. ") + Otherwise);
        }
    }
}
