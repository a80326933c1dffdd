using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Writing;

/// <summary>Keras's <c>preprocess_input</c> as nodes before everything else, so that the file takes RGB pixels, 0 to 255 (<see cref="PixelPreprocessing"/>).</summary>
internal static class InputPixels
{
    /// <summary>Adds the nodes to an input.</summary>
    /// <returns>What the model itself takes.</returns>
    public static Laid Write(Model model, FlatGraph flat, OnnxOptions options, GraphValue value, Laid laid, GraphBuilder graph)
    {
        var mode = options.PreprocessingOf(model) ?? Preprocessing.None;
        var last = laid.Layout == Layout.ChannelsFirst || GraphWriter.IsPicture(flat, value);
        var channels = value.Shape.Rank == 3 ? value.Shape[last ? 2 : 0] : 0;
        if (flat.Inputs.Length != 1 || channels == 0 || (channels != 3 && mode is Preprocessing.Caffe or Preprocessing.Torch))
            throw new NotSupportedException($"{nameof(OnnxOptions)}.{nameof(OnnxOptions.IncludePreprocessing)} is for models with one input of pictures (of three channels where the preprocessing is Caffe or Torch); '{model.Name}' takes {string.Join(" and ", flat.Inputs.Select(i => i.Shape.ToBatchString()))}.");
        var axis = laid.Layout == Layout.ChannelsFirst || !last ? 1 : 3;
        var name = laid.Name;
        switch (mode)
        {
            case Preprocessing.Tf:
                Apply("Mul", graph.Number(1 / 127.5f));
                Apply("Sub", graph.Number(1));
                break;
            case Preprocessing.Caffe:
                name = graph.Add("Gather", "preprocessing/bgr", [name, graph.Integers(2, 1, 0)], new AttributeProto.Int("axis", axis));
                Apply("Sub", PerChannel("mean", [103.939f, 116.779f, 123.68f]));
                break;
            case Preprocessing.Torch:
                Apply("Mul", PerChannel("factor", [(float)(1 / (255 * 0.229)), (float)(1 / (255 * 0.224)), (float)(1 / (255 * 0.225))]));
                Apply("Sub", PerChannel("mean", [(float)(0.485 / 0.229), (float)(0.456 / 0.224), (float)(0.406 / 0.225)]));
                break;
        }

        if (options.Rescale != 1) Apply("Mul", graph.Number(options.Rescale));
        return laid with { Name = name };

        void Apply(string op, string operand) => name = graph.Add(op, $"preprocessing/{op}", [name, operand]);

        string PerChannel(string what, float[] numbers) => graph.Array($"preprocessing/{what}", numbers, axis == 1 ? [3, 1, 1] : [3]);
    }
}
