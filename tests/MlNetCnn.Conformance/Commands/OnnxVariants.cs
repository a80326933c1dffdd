using MlNetCnn.Compute;
using MlNetCnn.Conformance.Cases;
using MlNetCnn.Conformance.Runtimes;
using MlNetCnn.Keras;
using MlNetCnn.Onnx;

namespace MlNetCnn.Conformance.Commands;

/// <summary>What options make of a file: preprocessing within it, logits, outputs of other layers, names of classes for ML.NET.</summary>
internal static class OnnxVariants
{
    /// <summary>Writes the files.</summary>
    public static IEnumerable<FileCase> Write(string folder, OnnxOptions options)
    {
        foreach (var mode in new[] { Preprocessing.Caffe, Preprocessing.Tf, Preprocessing.Torch })
        {
            // So that scores are neither 0 nor 1.
            var rescale = mode == Preprocessing.Caffe ? 1 / 64f : 0.5f;
            foreach (var layout in Enum.GetValues<OnnxInputLayout>())
            {
                var own = options with { Preprocessing = mode, IncludePreprocessing = true, Rescale = rescale, InputLayout = layout };
                yield return Write($"option_{mode}_{layout}", folder, own, new CompileOptions(), pixels => PixelPreprocessing.Apply(mode, rescale, pixels));
            }
        }

        yield return Write("option_logits", folder, options with { Logits = true }, new CompileOptions { Logits = true });
        yield return Write("option_outputs", folder, options with { Outputs = ["conv2d", "add", "dense"] }, new CompileOptions { Outputs = ["conv2d", "add", "dense"] });
        yield return Write("option_slot_names", folder, options with { ClassNames = ["a", "b", "c"], SlotNames = true }, new CompileOptions());
    }

    private static FileCase Write(string name, string folder, OnnxOptions options, CompileOptions compile, Action<Span<float>>? preprocess = null)
    {
        var c = AllCases.List.Single(c => c.Name == "residual") with { Name = name.ToLowerInvariant(), Range = preprocess is null ? (-1, 1) : (0, 255) };
        var model = c.Model();
        var file = Path.Combine(folder, $"{c.Name}.onnx");
        model.SaveOnnx(file, options);
        var graph = OnnxModels.Make(model, options).Graph;
        var inputs = graph.Inputs.Zip(c.Inputs(model), OnnxCommand.Input).ToArray();
        var prepared = c.Inputs(model);
        preprocess?.Invoke(prepared[0].Span);
        using var net = new ManagedEngine().Compile(model, compile with { Precise = true });
        return new FileCase(c, file, inputs, [.. graph.Outputs.Select(o => o.Name)], net.Predict(prepared));
    }
}
