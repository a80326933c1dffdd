using System.Reflection;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Pretrained;

namespace MlNetCnn.Keras;

/// <summary>
/// The architectures of <c>keras.applications</c>, layer for layer as current Keras 3 builds them: one file each. Their ImageNet weights are not
/// part of the package: <c>weights</c> is the path of a file; <c>imagenet</c> for those that Keras publishes, from its cache or downloaded into it (see <see cref="PretrainedWeights"/>); or null
/// for weights drawn with seed 0 (see <see cref="Model.InitializeWeights"/>).
/// </summary>
public static partial class Applications
{
    private static readonly Lazy<IReadOnlyList<ApplicationInfo>> Table = new(Collect);

    /// <summary>All applications that <see cref="ByName"/> knows, sorted by name.</summary>
    public static IReadOnlyList<ApplicationInfo> All => Table.Value;

    /// <summary>The application of that name, e.g. <c>vgg16</c>, <c>mobilenet</c>, <c>mobilenet_0.75</c>; in any case of letters.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static ApplicationInfo ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no application '{name}'. Known: {string.Join(", ", All)}.", nameof(name));
    }

    private static IReadOnlyList<ApplicationInfo> Collect() =>
        [.. typeof(Applications).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(m => m.IsDefined(typeof(ApplicationAttribute)))
            .SelectMany(m => m.CreateDelegate<Func<IEnumerable<ApplicationInfo>>>()())
            .OrderBy(a => a.Name, StringComparer.Ordinal)];

    /// <summary>Keras's <c>obtain_input_shape</c>, for files of weights: checks a given shape or finds the default.</summary>
    private static Shape InputShape(Shape? given, int defaultSize, int minimumSize, bool includeTop, string? weights)
    {
        if (given is not { } shape) return includeTop ? [defaultSize, defaultSize, 3] : [Shape.Unknown, Shape.Unknown, 3];
        if (shape.Rank != 3) throw new ArgumentException($"The input shape is height, width, channels, not {shape}.", nameof(given));
        if (shape[2] < 1) throw new ArgumentException($"The input shape {shape} must say how many channels there are.", nameof(given));
        if ((shape[0] != Shape.Unknown && shape[0] < minimumSize) || (shape[1] != Shape.Unknown && shape[1] < minimumSize))
            throw new ArgumentException($"The input must be at least {minimumSize}x{minimumSize} pixels, not {shape[0]}x{shape[1]}.", nameof(given));
        if (includeTop && !shape.IsKnown)
            throw new ArgumentException($"With its top the model needs a known input size, not {shape}.", nameof(given));
        return shape;
    }

    private static KerasTensor Pool(KerasTensor x, FeaturePooling pooling) => pooling switch
    {
        FeaturePooling.Average => new GlobalAveragePooling2D().Call(x),
        FeaturePooling.Max => new GlobalMaxPooling2D().Call(x),
        _ => x,
    };

    /// <summary>
    /// Loads a weight file. With its top a model takes the file layer by layer, as Keras does; without it by name, so that the file of the
    /// whole net serves too, but then no layer may go without.
    /// </summary>
    private static Model LoadWeights(Model model, string? weights, bool includeTop)
    {
        if (weights is null) return model;
        if (weights == PretrainedWeights.ImageNet) weights = ImageNetWeights.PathFor(model, includeTop);
        var report = model.LoadWeights(weights, byName: !includeTop);
        if (report.Missing.Count > 0)
            throw new ModelFormatException($"the file has no weights for {string.Join(", ", report.Missing)} of {model.Name}.", weights);
        return model;
    }
}
