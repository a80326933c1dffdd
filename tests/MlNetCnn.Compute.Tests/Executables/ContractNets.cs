using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Nets that together have every kind of kernel, with sizes that divide by nothing.</summary>
internal static class ContractNets
{
    private const Padding Same = Padding.Same;

    public static IReadOnlyDictionary<string, Func<Model>> All { get; } = new Dictionary<string, Func<Model>>
    {
        // Few channels, Winograd's three ways, pooling in passing, direct and strided, dense with its update in passing, dropout.
        ["plain"] = () => Of(
            [23, 21, 3],
            new Conv2D(32, 3, padding: Same, activation: "relu"), new MaxPooling2D(), new Conv2D(32, 3, padding: Same, activation: "relu", name: "winograd"), new MaxPooling2D(2, 1, Same),
            new Conv2D(35, 3, name: "winograd2"), new Activation("tanh"), new Dropout(0.3), new Conv2D(20, (5, 3), strides: 2, padding: Same, activation: "gelu"), new AveragePooling2D(3, 2, Same),
            new Flatten(), new Dense(70, activation: "relu"), new Dropout(0.5), new Dense(5, activation: "softmax")),

        // What MobileNet and Xception are made of.
        ["depthwise"] = () => Of(
            [17, 19, 3],
            new ZeroPadding2D(1), new Conv2D(18, 3, strides: 2, useBias: false), new BatchNormalization(), new ReLU(6), new DepthwiseConv2D(3, padding: Same, useBias: false), new BatchNormalization(),
            new ReLU(6), new Conv2D(37, 1, useBias: false), new BatchNormalization(), new Activation("swish"), new DepthwiseConv2D(3, strides: 2, depthMultiplier: 2), new SpatialDropout2D(0.2),
            new SeparableConv2D(21, 3, padding: Same, activation: "elu"), new Conv2DTranspose(9, 3, strides: 2, padding: Same), new GlobalAveragePooling2D(), new Dense(5, activation: "softmax")),

        // Branches that meet again, and a layer that is called twice.
        ["branches"] = () =>
        {
            var x = KerasTensor.Input([13, 11, 16]);
            var shared = new Conv2D(16, 3, padding: Same, useBias: false);
            var a = new Activation("relu").Call(new BatchNormalization().Call(shared.Call(x)));
            var b = new Add().Call(shared.Call(a), x);
            var c = new Conv2D(18, 3, groups: 2, dilationRate: 2, padding: Same).Call(b);
            var d = new Multiply().Call(new Concatenate().Call(b, c), new GlobalAveragePooling2D(keepDims: true).Call(new Concatenate().Call(c, a)));
            var e = new PReLU(sharedAxes: [1, 2]).Call(new UpSampling2D(2, Interpolation.Bilinear).Call(new Cropping2D(2).Call(d)));
            return new Model(x, new Dense(5, activation: "softmax").Call(new GlobalMaxPooling2D().Call(new GaussianNoise(0.1).Call(e)))).Fill();
        },
    };

    /// <summary>A net with weights that let gradients through: with larger ones softmax is certain, and nothing is learnt.</summary>
    public static Sequential Of(Shape input, params Layer[] layers)
    {
        var net = new Sequential(input);
        foreach (var layer in layers) net.Add(layer);
        return net.Fill();
    }

    /// <summary>A batch for a net with five classes.</summary>
    public static (Tensor X, Tensor Labels) Data(Model model, int batch, string name = "data") =>
        (Net.Batch(batch, model.Inputs[0].Shape, name), new Tensor(batch, [1], Enumerable.Range(0, batch).Select(i => (float)((i * 3 + 1) % 5)).ToArray()));

    /// <summary>All weights, one after the other, statistics too.</summary>
    public static float[] Weights(Model model) => [.. model.Weights.SelectMany(w => w.Values.ToArray())];
}
