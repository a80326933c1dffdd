using MlNetCnn.Conformance.Cases;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Small nets to be trained; all end in three classes.</summary>
internal static class TrainingNets
{
    private const Padding Same = Padding.Same;

    public static IReadOnlyDictionary<string, Func<Model>> All { get; } = new Dictionary<string, Func<Model>>
    {
        ["everything"] = () => Everything(0.25),
        ["branches"] = Branches,
        ["nested"] = () => new Sequential([8, 8, 3], name: "outer")
        {
            new Sequential([8, 8, 3], name: "inner") { new Conv2D(4, 3, name: "conv"), new BatchNormalization(name: "norm"), new ReLU(name: "relu") },
            new Sequential([6, 6, 4], name: "again") { new Conv2D(3, 3, activation: "elu", name: "conv") }, new Flatten(name: "flat"), Top(),
        },
        ["two_inputs"] = TwoInputs,
        ["frozen_base"] = FrozenBase,
        ["channels_first"] = () => new Sequential([3, 8, 7], name: "channels_first")
        {
            new Conv2D(4, 3, activation: "relu", dataFormat: DataFormat.ChannelsFirst, name: "conv"), new BatchNormalization(axis: 1, name: "norm"),
            new MaxPooling2D(2, dataFormat: DataFormat.ChannelsFirst, name: "pool"), new Flatten(name: "flat"), Top(),
        },
        ["normalized"] = () => new Sequential([6, 6, 3], name: "normalized")
        {
            new SeparableConv2D(6, 3, padding: Same, name: "conv"), new GroupNormalization(3, name: "group"), new PReLU(sharedAxes: [1, 2], name: "prelu"), new Conv2DTranspose(4, 2, strides: 2, name: "up"),
            new LayerNormalization(name: "layer"), new AlphaDropout(0.2, name: "drop"), new AveragePooling2D(3, name: "pool"), new Flatten(name: "flat"), Top(),
        },
        ["augmented"] = () => new Sequential([10, 9, 3], name: "augmented")
        {
            new RandomFlip(name: "flip"), new RandomRotation(0.1, name: "rotate"), new RandomZoom(0.2, name: "zoom"), new RandomContrast(0.3, name: "contrast"),
            new Conv2D(4, 3, activation: "gelu", name: "conv"), new GlobalAveragePooling2D(name: "gap"), Top(),
        },
    };

    /// <summary>Convolution, batch normalization, dropout, dense layers, with regularizers and constraints of all kinds.</summary>
    /// <param name="dropout">0 for a net that draws nothing.</param>
    public static Model Everything(double dropout) => new Sequential([6, 5, 2], name: "everything")
    {
        new Conv2D(4, 3, padding: Same, useBias: false, kernelRegularizer: new L1L2(0.002, 0.01), kernelConstraint: new MaxNorm(0.7, [0, 1, 2]), name: "conv"),
        new BatchNormalization(momentum: 0.8, gammaConstraint: new NonNeg(), betaRegularizer: new L2(0.02), name: "norm"),
        new Activation("tanh", name: "tanh"), new MaxPooling2D(2, name: "pool"), new Dropout(dropout, name: "dropout"), new Flatten(name: "flatten"),
        new Dense(5, activation: "sigmoid", kernelRegularizer: new OrthogonalRegularizer(0.05, "columns"), kernelConstraint: new MinMaxNorm(0.3, 0.9, 0.5), activityRegularizer: new L2(0.03), name: "hidden"),
        new Dense(3, activation: "softmax", kernelRegularizer: new L1(0.01), kernelConstraint: new UnitNorm(), biasRegularizer: new L2(0.1), name: "top"),
    };

    /// <summary>The net, with drawn weights.</summary>
    /// <param name="name">The net.</param>
    /// <param name="draws">Whether it may draw in training; false makes of "everything" a net without dropout.</param>
    public static Model Make(string name, bool draws = true)
    {
        var model = name == "everything" && !draws ? Everything(0) : All[name]();
        RandomWeights.Fill(model, 3);
        return model;
    }

    private static Dense Top() => new(3, activation: "softmax", name: "top");

    private static Model Branches()
    {
        var x = KerasTensor.Input([8, 7, 4], name: "x");
        var shared = new Conv2D(4, 3, padding: Same, useBias: false, name: "shared");
        var a = new ReLU(6, name: "a").Call(new BatchNormalization(name: "norm").Call(shared.Call(x)));
        var b = new Add(name: "b").Call(shared.Call(a), x);
        var c = new Concatenate(name: "c").Call(b, new DepthwiseConv2D(3, padding: Same, name: "depthwise").Call(a));
        var d = new SpatialDropout2D(0.3, name: "d").Call(new AveragePooling2D(name: "e").Call(c));
        return new Model(x, Top().Call(new GlobalAveragePooling2D(name: "gap").Call(d)), "branches");
    }

    private static Model TwoInputs()
    {
        KerasTensor x = KerasTensor.Input([6, 6, 2], name: "x"), y = KerasTensor.Input([4], name: "y");
        var a = new GlobalMaxPooling2D(name: "a").Call(new Conv2D(5, 3, activation: "relu", name: "conv").Call(x));
        var b = new GaussianNoise(0.2, name: "noise").Call(new Dense(5, activation: "tanh", name: "b").Call(y));
        return new Model([x, y], [Top().Call(new Multiply(name: "c").Call(a, b))], "two_inputs");
    }

    private static Model FrozenBase()
    {
        var net = new Sequential([9, 8, 3], name: "frozen_base")
        {
            new Conv2D(6, 3, activation: "relu", name: "conv"), new BatchNormalization(name: "norm"), new MaxPooling2D(name: "pool"), new Conv2D(5, 2, activation: "relu", name: "conv2"),
            new BatchNormalization(name: "norm2"), new GlobalAveragePooling2D(name: "gap"), Top(),
        };
        foreach (var name in (string[])["conv", "norm"]) net.GetLayer(name).Trainable = false;
        return net;
    }
}
