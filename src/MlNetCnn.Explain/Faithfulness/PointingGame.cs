using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>
/// The pointing game: does the greatest value of the map, brought to the picture's size bilinearly, lie on the object? Zhang, Bargal, Lin, Brandt, Shen, Sclaroff: "Top-down Neural Attention by
/// Excitation Backprop" (IJCV 2018), section 4.2: <c>accuracy = hits / (hits + misses)</c>, for the class that is in the picture. Beside it the energy-based game of Wang et al., "Score-CAM" (CVPRW
/// 2020), section 4.4: the share of the map's positive values that lies in the box.
/// </summary>
/// <remarks>Of several greatest values the first counts, by row and then column. A map without a positive value points nowhere: a miss, of energy 0.</remarks>
public sealed record PointingGame
{
    /// <summary>Pixels by which the greatest value may miss the box. Default 0: it must lie in the box; the paper takes 15 on pictures of several hundred pixels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not a finite number.</exception>
    public double Tolerance { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A tolerance is 0 pixels or more."); }

    /// <summary>Explains pictures and plays with the maps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Pictures, preprocessed as the model expects.</param>
    /// <param name="boxes">Where each picture's object is, in pixels of <paramref name="images"/>.</param>
    /// <param name="method">What makes the maps.</param>
    /// <param name="target">What is explained: the objects' classes. Null for each picture's top class, which is another question.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">As for <see cref="ExplanationMethod.Explain"/>, or a box does not fit.</exception>
    public PointingGameResult Play(
        ExplainedModel model, Tensor images, IReadOnlyList<ObjectBox> boxes, ExplanationMethod method, Target? target = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        return Play([.. method.Explain(model, images, target, cancellation).Select(e => e.Map)], boxes, model.InputHeight, model.InputWidth);
    }

    /// <summary>Plays with maps, whoever made them.</summary>
    /// <param name="maps">One per picture, of any size.</param>
    /// <param name="boxes">Where each picture's object is.</param>
    /// <param name="height">Rows of the pictures that the boxes lie in.</param>
    /// <param name="width">Columns of the pictures that the boxes lie in.</param>
    /// <exception cref="ArgumentException">There are no maps, or other numbers of maps and boxes, or a box has no area or lies outside the picture.</exception>
    public PointingGameResult Play(IReadOnlyList<Heatmap> maps, IReadOnlyList<ObjectBox> boxes, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var errors = new OptionErrors(nameof(PointingGame))
            .Require(maps.Count > 0, "There are no maps to play with.")
            .Require(maps.Count == boxes.Count, $"There are {maps.Count} maps and {boxes.Count} boxes.");
        for (var i = 0; i < boxes.Count; i++)
            if (boxes[i].Problem(height, width) is { } problem) errors.Add($"The box of picture {i}, {boxes[i]}, {problem}.");
        errors.ThrowIfAny(nameof(boxes));
        return new PointingGameResult([.. maps.Zip(boxes, (map, box) => Play(map, box, height, width))]);
    }

    private PointedAt Play(Heatmap map, ObjectBox box, int height, int width)
    {
        var values = map.Resize(height, width).Values;
        int best = 0, pixels = 0;
        double inside = 0, all = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > values[best]) best = i;
            var positive = Math.Max(0.0, values[i]);
            all += positive;
            if (box.Contains(i / width, i % width)) inside += positive;
            if (box.Contains(i / width, i % width, Tolerance)) pixels++;
        }

        var (row, column) = (best / width, best % width);
        return new PointedAt(row, column, values[best] > 0 && box.Contains(row, column, Tolerance), all > 0 ? inside / all : 0, (double)pixels / values.Length);
    }
}
