using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;
using MlNetCnn.TensorFlow.Interpreter;
using Tensor = MlNetCnn.Compute.Tensor;

namespace MlNetCnn.TensorFlow.Tests.Training;

/// <summary>A small convnet with all that training knows, and steps of it by both engines.</summary>
internal static class TrainedNet
{
    public const int Batch = 4;

    public static Shape Input { get; } = [6, 5, 2];

    /// <summary>Convolution, batch normalization, dropout, dense layers, with regularizers and constraints of all kinds.</summary>
    /// <param name="dropout">Its rate.</param>
    public static Sequential Make(double dropout = 0.25)
    {
        var net = new Sequential(Input)
        {
            new Conv2D(4, 3, padding: Padding.Same, useBias: false, kernelRegularizer: new L1L2(0.002, 0.01), kernelConstraint: new MaxNorm(0.7, [0, 1, 2]), name: "conv"),
            new BatchNormalization(momentum: 0.8, gammaConstraint: new NonNeg(), betaRegularizer: new L2(0.02), name: "norm"),
            new Activation("tanh", name: "tanh"),
            new MaxPooling2D(2, name: "pool"),
            new Dropout(dropout, name: "dropout"),
            new Flatten(name: "flatten"),
            new Dense(5, activation: "sigmoid", kernelRegularizer: new OrthogonalRegularizer(0.05, "columns"), kernelConstraint: new MinMaxNorm(0.3, 0.9, 0.5), activityRegularizer: new L2(0.03), name: "hidden"),
            new Dense(3, activation: "softmax", kernelRegularizer: new L1(0.01), kernelConstraint: new UnitNorm(), biasRegularizer: new L2(0.1), name: "top"),
        };
        net.InitializeWeights(3);
        return net;
    }

    public static (Tensor X, Tensor Y, float[] Weights) Data(int step) => (
        new Tensor(Batch, Input, Numbers.Uniform(Batch * (int)Input.Count, $"x{step}", -1, 2)),
        new Tensor(Batch, [3], Enumerable.Range(0, Batch).SelectMany(i => Enumerable.Range(0, 3).Select(c => c == (i + step) % 3 ? 1f : 0)).ToArray()),
        Numbers.Uniform(Batch, $"w{step}", 0.5, 1.5));

    public static TrainingOptions Options(Optimizer optimizer) => new() { Optimizer = optimizer, Loss = new CategoricalCrossentropy(LabelSmoothing: 0.05), Seed = 11 };

    /// <summary>Trains a net by an engine.</summary>
    public static Trace Train(IEngine engine, Sequential net, TrainingOptions options, int steps = 10)
    {
        using var executable = engine.Compile(net, new CompileOptions { Training = options });
        var losses = new List<double>();
        for (var step = 0; step < steps; step++)
        {
            var (x, y, weights) = Data(step);
            if (step == steps / 2) executable.LearningRate *= 0.5;
            var result = executable.TrainStep([x], y, weights);
            losses.AddRange([result.Loss, .. result.Outputs.Span.ToArray().Select(v => (double)v)]);
        }

        var (testX, testY, _) = Data(100);
        var test = executable.TestStep([testX], testY);
        losses.Add(test.Loss);
        losses.AddRange(test.Outputs.Span.ToArray().Select(v => (double)v));
        var state = executable.ReadOptimizer();
        executable.ReadWeights();
        var before = Weights(net);
        executable.FinishTraining();
        executable.ReadWeights();
        return new Trace([.. losses.Select(l => (float)l)], before, Weights(net), [.. state.Slots.Select(s => $"{s.Weight}:{s.Name}")], [.. state.Slots.SelectMany(s => s.Values)]);
    }

    public static TensorFlowEngine Interpreted(int seed = 0) => new(() => new InterpretedSession(new InterpreterOptions { Seed = seed }));

    private static float[] Weights(Model net) => [.. net.Weights.SelectMany(w => w.Values.ToArray())];

    internal sealed record Trace(float[] Losses, float[] Weights, float[] Finished, string[] SlotNames, float[] Slots)
    {
        /// <summary>The largest difference in losses and outputs, in weights, and in slots.</summary>
        public (double Losses, double Weights, double Slots) From(Trace expected)
        {
            Assert.Equal(expected.SlotNames, SlotNames);
            return (Numbers.Difference(expected.Losses, Losses), Math.Max(Numbers.Difference(expected.Weights, Weights), Numbers.Difference(expected.Finished, Finished)), Numbers.Difference(expected.Slots, Slots));
        }
    }
}
