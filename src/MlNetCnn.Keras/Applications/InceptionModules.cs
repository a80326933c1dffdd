using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <summary>
/// The modules of InceptionV3 (Szegedy and others 2015, figures 5 to 7 and 10), with layers made and counted in the order of <c>keras.applications.InceptionV3</c>: branch by branch from the
/// narrowest window to the pooling.
/// </summary>
internal sealed class InceptionModules
{
    private readonly NumberedNames _names = new();

    public KerasTensor Stem(KerasTensor x)
    {
        x = Unit(x, 32, 3, 2, Padding.Valid);
        x = Unit(x, 32, 3, 1, Padding.Valid);
        x = MaxPool(Unit(x, 64, 3));
        x = Unit(x, 80, 1, 1, Padding.Valid);
        return MaxPool(Unit(x, 192, 3, 1, Padding.Valid));
    }

    /// <summary>1x1, 5x5, twice 3x3, and the mean: 35x35 positions at 299 pixels.</summary>
    public KerasTensor Square(KerasTensor x, int pooled, string name) => Join(
        name,
        Unit(x, 64, 1),
        Unit(Unit(x, 48, 1), 64, 5),
        Unit(Unit(Unit(x, 64, 1), 96, 3), 96, 3),
        Unit(Mean(x), pooled, 1));

    /// <summary>To 17x17 positions.</summary>
    public KerasTensor FirstReduction(KerasTensor x, string name) => Join(
        name,
        Unit(x, 384, 3, 2, Padding.Valid),
        Unit(Unit(Unit(x, 64, 1), 96, 3), 96, 3, 2, Padding.Valid),
        MaxPool(x));

    /// <summary>Windows of 7x7 as 1x7 after 7x1: 17x17 positions.</summary>
    public KerasTensor Factorized(KerasTensor x, int between, string name) => Join(
        name,
        Unit(x, 192, 1),
        Unit(Unit(Unit(x, between, 1), between, (1, 7)), 192, (7, 1)),
        Unit(Unit(Unit(Unit(Unit(x, between, 1), between, (7, 1)), between, (1, 7)), between, (7, 1)), 192, (1, 7)),
        Unit(Mean(x), 192, 1));

    /// <summary>To 8x8 positions.</summary>
    public KerasTensor SecondReduction(KerasTensor x, string name) => Join(
        name,
        Unit(Unit(x, 192, 1), 320, 3, 2, Padding.Valid),
        Unit(Unit(Unit(Unit(x, 192, 1), 192, (1, 7)), 192, (7, 1)), 192, 3, 2, Padding.Valid),
        MaxPool(x));

    /// <summary>Branches that end in 1x3 beside 3x1: 8x8 positions.</summary>
    public KerasTensor Expanded(KerasTensor x, string innerName, string name)
    {
        var single = Unit(x, 320, 1);
        var narrow = Unit(x, 384, 1);
        narrow = Join(innerName, Unit(narrow, 384, (1, 3)), Unit(narrow, 384, (3, 1)));
        var wide = Unit(Unit(x, 448, 1), 384, 3);
        wide = Join(_names.Next("concatenate"), Unit(wide, 384, (1, 3)), Unit(wide, 384, (3, 1)));
        return Join(name, single, narrow, wide, Unit(Mean(x), 192, 1));
    }

    /// <summary>Convolution, normalization without a factor, relu.</summary>
    private KerasTensor Unit(KerasTensor x, int filters, Size2D kernel, int stride = 1, Padding padding = Padding.Same)
    {
        x = new Conv2D(filters, kernel, stride, padding, useBias: false, name: _names.Next("conv2d")).Call(x);
        x = new BatchNormalization(axis: 3, scale: false, name: _names.Next("batch_normalization")).Call(x);
        return new Activation(Activations.Relu, _names.Next("activation")).Call(x);
    }

    private KerasTensor MaxPool(KerasTensor x) => new MaxPooling2D(3, 2, name: _names.Next("max_pooling2d")).Call(x);

    private KerasTensor Mean(KerasTensor x) => new AveragePooling2D(3, 1, Padding.Same, name: _names.Next("average_pooling2d")).Call(x);

    private static KerasTensor Join(string name, params ReadOnlySpan<KerasTensor> branches) => new Concatenate(axis: 3, name).Call(branches);
}
