using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;

namespace MlNetCnn.Tests;

/// <summary>The managed engine under another name of its arithmetic, with something that happens before each prediction and each gradient.</summary>
internal sealed class HookedEngine : IEngine
{
    private readonly ManagedEngine _engine = new();

    public Action? BeforePredict { get; init; }

    public Action? BeforeDifferentiate { get; init; }

    public string Name => _engine.Name;

    public string Arithmetic => "managed of another day";

    public IExecutable Compile(Model model, CompileOptions? options = null) => new Hooked(_engine.Compile(model, options), this);

    private sealed class Hooked(IExecutable inner, HookedEngine engine) : IExecutable
    {
        public Model Model => inner.Model;

        public IReadOnlyList<Shape> InputShapes => inner.InputShapes;

        public IReadOnlyList<Shape> OutputShapes => inner.OutputShapes;

        public double LearningRate
        {
            get => inner.LearningRate;
            set => inner.LearningRate = value;
        }

        public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, CancellationToken cancellation = default)
        {
            engine.BeforePredict?.Invoke();
            return inner.Predict(inputs, cancellation);
        }

        public TrainStepResult TrainStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default) => inner.TrainStep(inputs, targets, sampleWeights);

        public TrainStepResult TestStep(IReadOnlyList<Tensor> inputs, Tensor targets, ReadOnlySpan<float> sampleWeights = default) => inner.TestStep(inputs, targets, sampleWeights);

        public GradientResult Differentiate(IReadOnlyList<Tensor> inputs, Func<Tensor, Tensor> outputGradient, GradientQuery query)
        {
            engine.BeforeDifferentiate?.Invoke();
            return inner.Differentiate(inputs, outputGradient, query);
        }

        public void FinishTraining() => inner.FinishTraining();

        public TrainingOptions? Training => inner.Training;

        public string Arithmetic => inner.Arithmetic;

        public OptimizerSnapshot ReadOptimizer() => inner.ReadOptimizer();

        public void WriteOptimizer(OptimizerSnapshot snapshot) => inner.WriteOptimizer(snapshot);

        public void ReadWeights() => inner.ReadWeights();

        public void WriteWeights() => inner.WriteWeights();

        public void Dispose() => inner.Dispose();
    }
}
