using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Training.Tests;

/// <summary>
/// An engine of one formula: a Dense layer of one sigmoid unit, binary cross-entropy, plain gradient descent. It writes down what it is given.
/// </summary>
internal sealed class LogisticExecutable : IExecutable
{
    private readonly Dense _dense;
    private float[] _kernel = [], _bias = [];

    public LogisticExecutable(int inputs, double learningRate = 0.1)
    {
        _dense = new Dense(1, Activations.Sigmoid, name: "dense");
        Model = new Sequential(inputShape: [inputs]) { _dense };
        _dense.Kernel!.SetValues(new float[inputs]);
        LearningRate = learningRate;
        WriteWeights();
    }

    public Model Model { get; }

    public IReadOnlyList<Shape> InputShapes => [Model.InputShape];

    public IReadOnlyList<Shape> OutputShapes => [Model.OutputShape];

    public double LearningRate { get; set; }

    /// <summary>Inputs of each training batch, the first value of each example.</summary>
    public List<float[]> Trained { get; } = [];

    public List<float[]> Tested { get; } = [];

    public List<float[]> TrainWeights { get; } = [];

    public List<float[]> TestWeights { get; } = [];

    /// <summary>Called before each training step with its number from 0; what it returns, if anything, is the loss.</summary>
    public Func<int, double?> BeforeStep { get; set; } = _ => null;

    public Func<int, double?> BeforeTest { get; set; } = _ => null;

    public float Kernel0 => _kernel[0];

    public TrainStepResult TrainStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default)
    {
        var forced = BeforeStep(Trained.Count);
        Trained.Add(First(inputs[0]));
        TrainWeights.Add(sampleWeights.ToArray());
        var (loss, outputs) = Forward(inputs[0], targets, sampleWeights);
        for (var i = 0; i < targets.Batch; i++)
        {
            var weight = sampleWeights.IsEmpty ? 1 : sampleWeights[i];
            var step = (float)(LearningRate * weight * (outputs.Span[i] - targets.Span[i]) / targets.Batch);
            for (var j = 0; j < _kernel.Length; j++) _kernel[j] -= step * inputs[0][i][j];
            _bias[0] -= step;
        }

        return new TrainStepResult(forced ?? loss, outputs);
    }

    public TrainStepResult TestStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default)
    {
        var forced = BeforeTest(Tested.Count);
        Tested.Add(First(inputs[0]));
        TestWeights.Add(sampleWeights.ToArray());
        var (loss, outputs) = Forward(inputs[0], targets, sampleWeights);
        return new TrainStepResult(forced ?? loss, outputs);
    }

    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, CancellationToken cancellation = default) =>
        [Forward(inputs[0], new Tensor(inputs[0].Batch, [1]), default).Outputs];

    public GradientResult Differentiate(IReadOnlyList<Tensor> inputs, Func<Tensor, Tensor> outputGradient, GradientQuery query) =>
        throw new NotSupportedException("Training asks for no gradients of inputs.");

    public void FinishTraining() { }

    public OptimizerSnapshot ReadOptimizer() => new("sgd", Trained.Count, LearningRate, []);

    public void WriteOptimizer(OptimizerSnapshot snapshot) => LearningRate = snapshot.LearningRate;

    public void ReadWeights()
    {
        _dense.Kernel!.SetValues(_kernel);
        _dense.Bias!.SetValues(_bias);
    }

    public void WriteWeights() => (_kernel, _bias) = (_dense.Kernel!.Values.ToArray(), _dense.Bias!.Values.ToArray());

    public void Dispose() { }

    private static float[] First(Tensor inputs) => [.. Enumerable.Range(0, inputs.Batch).Select(i => inputs[i][0])];

    private (double Loss, Tensor Outputs) Forward(Tensor inputs, Tensor targets, ReadOnlySpan<float> sampleWeights)
    {
        var outputs = new Tensor(inputs.Batch, [1]);
        double sum = 0;
        for (var i = 0; i < inputs.Batch; i++)
        {
            double z = _bias[0];
            for (var j = 0; j < _kernel.Length; j++) z += _kernel[j] * inputs[i][j];
            var p = 1 / (1 + Math.Exp(-z));
            outputs.Span[i] = (float)p;
            var weight = sampleWeights.IsEmpty ? 1 : sampleWeights[i];
            sum += -weight * Math.Log(targets.Span[i] == 1 ? p : 1 - p);
        }

        return (sum / inputs.Batch, outputs);
    }
}
