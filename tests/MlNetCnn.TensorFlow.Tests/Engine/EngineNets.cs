using MlNetCnn.Compute.Tests.Contract;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;
using Tensor = MlNetCnn.Compute.Tensor;

namespace MlNetCnn.TensorFlow.Tests.Engine;

/// <summary>Nets that two engines must agree about. All but "two outputs" end in five classes.</summary>
internal static class EngineNets
{
    private const Padding Same = Padding.Same;

    public static IReadOnlyDictionary<string, Func<Model>> All { get; } = new Dictionary<string, Func<Model>>
    {
        ["sequential"] = () => new Sequential([9, 8, 3])
        {
            new Conv2D(6, 3, padding: Same, activation: "relu", name: "conv"), new BatchNormalization(momentum: 0.7, name: "norm"), new MaxPooling2D(name: "pool"),
            new Conv2D(5, 3, strides: 2, useBias: false, name: "conv2"), new Activation("tanh"), new Flatten(), new Dropout(0.4, name: "drop"), new Dense(7, activation: "relu", name: "hidden"),
            new Dense(5, activation: "softmax", name: "top"),
        }.Filled(),

        ["branches"] = () =>
        {
            var x = KerasTensor.Input([8, 7, 4], name: "x");
            var shared = new Conv2D(4, 3, padding: Same, useBias: false, name: "shared");
            var a = new ReLU(6, name: "a").Call(new BatchNormalization(name: "norm").Call(shared.Call(x)));
            var b = new Add(name: "b").Call(shared.Call(a), x);
            var c = new Concatenate(name: "c").Call(b, new DepthwiseConv2D(3, padding: Same, name: "depthwise").Call(a));
            var d = new SpatialDropout2D(0.3, name: "d").Call(new AveragePooling2D(name: "e").Call(c));
            return new Model(x, new Dense(5, activation: "softmax", name: "top").Call(new GlobalAveragePooling2D(name: "gap").Call(d)), "branches").Filled();
        },

        ["nested"] = () =>
        {
            var inner = new Sequential([8, 8, 3], name: "inner") { new Conv2D(4, 3, name: "conv"), new BatchNormalization(name: "norm"), new ReLU(name: "relu") };
            var again = new Sequential([6, 6, 4], name: "again") { new Conv2D(3, 3, activation: "elu", name: "conv") };
            return new Sequential(name: "outer") { inner, again, new Flatten(name: "flat"), new Dense(5, activation: "softmax", name: "top") }.Filled();
        },

        ["two inputs"] = () =>
        {
            KerasTensor x = KerasTensor.Input([6, 6, 2], name: "x"), y = KerasTensor.Input([4], name: "y");
            var a = new GlobalMaxPooling2D(name: "a").Call(new Conv2D(5, 3, activation: "relu", name: "conv").Call(x));
            var b = new GaussianNoise(0.2, name: "noise").Call(new Dense(5, activation: "tanh", name: "b").Call(y));
            return new Model([x, y], [new Dense(5, activation: "softmax", name: "top").Call(new Multiply(name: "c").Call(a, b))], "pair").Filled();
        },

        ["frozen base"] = () =>
        {
            var net = new Sequential([9, 8, 3])
            {
                new Conv2D(6, 3, activation: "relu", name: "conv"), new BatchNormalization(name: "norm"), new MaxPooling2D(name: "pool"), new Conv2D(5, 2, activation: "relu", name: "conv2"),
                new BatchNormalization(name: "norm2"), new GlobalAveragePooling2D(name: "gap"), new Dense(5, activation: "softmax", name: "top"),
            }.Filled();
            foreach (var name in (string[])["conv", "norm"]) net.GetLayer(name).Trainable = false;
            return net;
        },

        ["channels first"] = () => new Sequential([3, 8, 7])
        {
            new Conv2D(4, 3, activation: "relu", dataFormat: DataFormat.ChannelsFirst, name: "conv"), new BatchNormalization(axis: 1, name: "norm"),
            new MaxPooling2D(2, dataFormat: DataFormat.ChannelsFirst, name: "pool"), new Flatten(name: "flat"), new Dense(5, activation: "softmax", name: "top"),
        }.Filled(),

        ["regularized"] = () => new Sequential([6, 6, 3])
        {
            new Conv2D(4, 3, activation: "relu", kernelRegularizer: new L2(0.01), kernelConstraint: new MaxNorm(0.8), name: "conv"), new GlobalAveragePooling2D(name: "gap"),
            new Dense(5, activation: "softmax", kernelRegularizer: new L1(0.003), name: "top"),
        }.Filled(),
    };

    /// <summary>Not to be trained.</summary>
    public static Model TwoOutputs()
    {
        var x = KerasTensor.Input([7, 7, 3], name: "x");
        var low = new Conv2D(4, 3, activation: "relu", name: "low").Call(x);
        var scores = new Dense(3, activation: "softmax", name: "scores").Call(new GlobalAveragePooling2D(name: "gap").Call(low));
        return new Model([x], [scores, new Conv2D(2, 1, activation: "sigmoid", name: "map").Call(low)], "pair").Filled();
    }

    public static Tensor[] Inputs(Model model, int batch, string name = "x") => [.. model.Inputs.Select((input, i) => ContractData.Batch(batch, input.Shape, $"{name}/{i}"))];
}
