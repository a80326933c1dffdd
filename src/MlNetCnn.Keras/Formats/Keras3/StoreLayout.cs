namespace MlNetCnn.Keras.Formats;

/// <summary>
/// How the layers of a model are found in a <c>.weights.h5</c>: all that differs between the versions of <c>saving_lib.py</c> that wrote such files, Keras 3's and those of tf.keras 2.12 to
/// 2.15 (and tf-keras behind them).
/// </summary>
/// <param name="Container">
/// The attribute of the model that the layers stand under: <c>layers</c>, and in tf.keras 2.12 to 2.14 <c>_layer_checkpoint_dependencies</c>, which comes before it in the alphabet.
/// </param>
/// <param name="CountsTwice">Whether layers with weights are counted twice (2.12 and 2.13): that attribute has each under two names.</param>
/// <param name="PassesOver">Whether layers that stand elsewhere already are not counted (2.14 and 2.15). Keras 3 counts them.</param>
internal sealed record StoreLayout(string Container, bool CountsTwice = false, bool PassesOver = false)
{
    private const string Dependencies = "_layer_checkpoint_dependencies";

    /// <summary>Keras 3's, which is also what is written.</summary>
    public static StoreLayout Keras3 { get; } = new("layers");

    private static readonly StoreLayout[] Known =
        [Keras3, new("layers", PassesOver: true), new(Dependencies, CountsTwice: true), new(Dependencies, PassesOver: true)];

    /// <summary>The attribute that a file's layers stand under; null where it is another kind of file.</summary>
    public static string? ContainerOf(StoreTree tree) => Known.Select(k => k.Container).FirstOrDefault(tree.Begins);

    /// <summary>The layout by which the file has all layers of a model that have weights; the first that its names allow where none has.</summary>
    public static StoreLayout Of(StoreTree tree, Model model)
    {
        var possible = Known.Where(k => tree.Begins(k.Container)).ToArray();
        return possible.FirstOrDefault(p => WeightTarget.Keras3(model, p).All(t => t.Weights.Count == 0 || tree.Variables(t.StorePath) is not null)) ?? possible.FirstOrDefault(Keras3)!;
    }
}
