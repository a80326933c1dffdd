using MlNetCnn.Compute;
using MlNetCnn.Conformance.Engines;
using MlNetCnn.Keras;

namespace MlNetCnn.Conformance.EngineCases;

/// <summary>Records all that can be seen of a training.</summary>
internal static class Trace
{
    /// <summary>Trains.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="model">The net; its weights change.</param>
    /// <param name="options">How.</param>
    /// <param name="steps">Steps; the rate is halved in the middle.</param>
    /// <param name="targets">Targets of a step.</param>
    /// <param name="weighted">Whether elements have weights of their own.</param>
    public static Numbers Of(Contender engine, Model model, TrainingOptions options, int steps, Func<int, Tensor> targets, bool weighted = false)
    {
        using var net = engine.Compile(model, new CompileOptions { Training = options });
        var numbers = new Numbers();
        for (var step = 0; step < steps; step++)
        {
            if (step > 0 && step == steps / 2) net.LearningRate *= 0.5;
            float[] weights = weighted ? TrainingData.Uniform(TrainingData.Batch, [], "weights", step, 0.5f, 1.5f).Span.ToArray() : [];
            Add($"step {step}", net.TrainStep(TrainingData.Inputs(model, step), targets(step), weights));
        }

        Add("test", net.TestStep(TrainingData.Inputs(model, 1000), targets(1000)));
        foreach (var slot in net.ReadOptimizer().Slots) numbers.Add($"{slot.Weight}:{slot.Name}", slot.Values);
        AddWeights("after the last step");
        net.FinishTraining();
        AddWeights("in the end");
        return numbers;

        void Add(string what, TrainStepResult result)
        {
            numbers.Add($"loss of {what}", result.Loss);
            numbers.Add($"outputs of {what}", result.Outputs.Span);
        }

        void AddWeights(string when)
        {
            net.ReadWeights();
            foreach (var weight in model.Weights) numbers.Add($"{weight.Path} {when}", weight.Values);
        }
    }
}
