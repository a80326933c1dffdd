using MlNetCnn.Compute.Functions;
using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Operations;

/// <summary>An activation function as a step of its own, whichever layer it belongs to.</summary>
internal class FunctionOperation(OperationSite site, ActivationKernel function) : Operation(site)
{
    private const int Piece = 16384;

    /// <summary>The function.</summary>
    public ActivationKernel Function => function;

    public override bool HasBackward => true;

    public override bool BackwardReadsInputs => function.BackwardReadsInputs;

    public override bool BackwardReadsOutput => function.BackwardReadsOutput;

    private int Columns => Output.Rank == 0 ? 1 : Output[^1];

    /// <summary>The function of a layer's activation.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static ActivationKernel Find(OperationSite site, Keras.ActivationFunction activation) => ActivationKernel.Find(activation)
        ?? throw new NotSupportedException($"The managed engine cannot run the activation '{activation}' of the layer '{site.Path}' ({site.Layer.ClassName}).");

    public override unsafe void Forward(Execution run, float*[] inputs, float* output)
    {
        var x = inputs[0];
        var columns = Columns;
        if (function.Clamp is { } clamp)
            run.ForPieces(run.Batch * OutputCount, Piece, (start, count) => run.Kernels.Vectors.Clamp(x + start, output + start, count, clamp.Low, clamp.High));
        else
            run.ForPieces(run.Batch * OutputCount / columns, Math.Max(1, Piece / columns), (start, count) => function.Forward(x + start * columns, output + start * columns, (int)count, columns, run.Kernels.Level));
    }

    public override unsafe void Backward(Execution run, BackwardArguments arguments)
    {
        float* x = arguments.Inputs[0], y = arguments.Output, dy = arguments.OutputGradient, dx = arguments.InputGradients[0];
        var columns = Columns;
        if (dx == null) return;
        bool deconvnet = function.IsRelu && run.Relu == ReluGradient.Deconvnet, guided = function.IsRelu && run.Relu == ReluGradient.Guided;
        run.ForPieces(run.Batch * OutputCount / columns, Math.Max(1, Piece / columns), (start, count) =>
        {
            var offset = start * columns;
            if (deconvnet) run.Kernels.Vectors.Clamp(dy + offset, dx + offset, count * columns, 0, float.PositiveInfinity);
            else function.Backward(x + offset, y + offset, dy + offset, dx + offset, (int)count, columns, run.Kernels.Level);
            // The derivative is 0 or 1: what is positive behind it was so before.
            if (guided) run.Kernels.Vectors.Clamp(dx + offset, dx + offset, count * columns, 0, float.PositiveInfinity);
        });
    }
}
