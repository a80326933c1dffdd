using System.Reflection;
using MlNetCnn.Keras.Formats;
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
        return All.FirstOrDefault(a => Short(a.Name).Equals(Short(name), StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no application '{name}'. Known: {string.Join(", ", All)}.", nameof(name));
    }

    /// <summary>alpha may be written with or without its last zero: <c>mobilenet_0.5</c> is <c>mobilenet_0.50</c>.</summary>
    private static string Short(string name) => name.Contains('.') ? name.TrimEnd('0') : name;

    private static IReadOnlyList<ApplicationInfo> Collect() =>
        [.. typeof(Applications).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(m => m.IsDefined(typeof(ApplicationAttribute)))
            .SelectMany(m => m.CreateDelegate<Func<IEnumerable<ApplicationInfo>>>()())
            .OrderBy(a => a.Name, StringComparer.Ordinal)];

    /// <summary>Keras's <c>obtain_input_shape</c>: checks a given shape or finds the default.</summary>
    private static Shape InputShape(Shape? given, int defaultSize, int minimumSize, bool includeTop)
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

    private static KerasTensor Relu(KerasTensor x, string name) => new Activation(Activations.Relu, name).Call(x);

    /// <summary>The top of Xception, InceptionV3 and ResNet50.</summary>
    private static KerasTensor AveragedTop(KerasTensor x, int classes, ActivationFunction? activation)
    {
        x = new GlobalAveragePooling2D(name: "avg_pool").Call(x);
        return new Dense(classes, activation ?? Activations.Softmax, name: "predictions").Call(x);
    }

    private static KerasTensor Pool(KerasTensor x, FeaturePooling pooling) => pooling switch
    {
        FeaturePooling.Average => new GlobalAveragePooling2D().Call(x),
        FeaturePooling.Max => new GlobalMaxPooling2D().Call(x),
        _ => x,
    };

    /// <summary>Loads a weight file, of the whole network or, where the model has no top, of that or of the part without.</summary>
    /// <param name="numbered">Whether layers are named by counting; see <see cref="ApplicationWeights"/>.</param>
    /// <param name="todaysName">Turns a name that earlier versions of Keras gave a layer into today's.</param>
    private static Model LoadWeights(Model model, string? weights, bool includeTop, bool numbered = false, Func<string, string>? todaysName = null)
    {
        if (weights == PretrainedWeights.ImageNet) weights = ImageNetWeights.PathFor(model, includeTop);
        if (weights is not null) ApplicationWeights.Load(model, weights, whole: includeTop, numbered, todaysName ?? (name => name));
        return model;
    }
}
