using MlNetCnn.Benchmarks.Workloads;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Benchmarks.Peers;

/// <summary>
/// Writes a network down for peers: channels first, activations as operations of their own, and explicit padding merged into the convolution or pooling
/// that follows, which peers do for nothing (before a max-pooling only where the values are not negative, so that zeros win no more than nothing does).
/// </summary>
internal sealed class PeerGraphBuilder
{
    private readonly List<PeerNode> _nodes = [];
    private readonly Dictionary<KerasTensor, string> _names = [];
    private readonly Dictionary<KerasTensor, Edges2D> _pads = [];
    // What a flattened tensor looked like before: the dense layer after it reads its rows in another order.
    private readonly Dictionary<KerasTensor, Shape> _flattened = [];
    private readonly WeightFile _weights;

    private PeerGraphBuilder(WeightFile weights) => _weights = weights;

    /// <summary>Writes the weights and returns the graph.</summary>
    /// <param name="workload">What the peers run.</param>
    /// <param name="weights">Takes the weights, in the order of the operations.</param>
    /// <exception cref="NotSupportedException">A layer that no workload has had so far.</exception>
    public static PeerGraph Build(ModelWorkload workload, Stream weights)
    {
        var model = workload.Build();
        var builder = new PeerGraphBuilder(new WeightFile(weights));
        foreach (var call in model.Calls) builder.Add(call);
        return new()
        {
            Name = workload.Name,
            Batch = workload.Images,
            InputShape = [.. model.InputShape],
            OutputShape = [.. model.OutputShape],
            Input = model.Inputs[0].Layer.Name,
            Output = builder._names[model.Outputs[0]],
            Nodes = builder._nodes,
            Training = workload.Training is { } training ? PeerTraining.Of(training) : null,
            Gflop = workload.Gflop,
        };
    }

    private void Add(Node call)
    {
        var output = call.Outputs[0];
        switch (call.Layer)
        {
            case InputLayer input: _names[output] = input.Name; break;
            case ZeroPadding2D padding: (_names[output], _pads[output]) = (Name(call), padding.Padding); break;
            case Conv2D conv: Convolution(call, conv); break;
            case DepthwiseConv2D depthwise: Depthwise(call, depthwise); break;
            case MaxPooling2D pooling: Pool(call, pooling); break;
            case GlobalAveragePooling2D: Plain(call, "globalavgpool"); break;
            case Keras.Layers.Add: Plain(call, "add"); break;
            case Dense dense: AddDense(call, dense); break;
            case Dropout dropout: Push(call, new() { Op = "dropout", Output = dropout.Name, Inputs = Inputs(call), Rate = dropout.Rate }); break;
            case BatchNormalization normalization: Normalize(call, normalization); break;
            case ReLU { MaxValue: 6, NegativeSlope: 0, Threshold: 0 }: Plain(call, "relu6"); break;
            case ReLU { MaxValue: null, NegativeSlope: 0, Threshold: 0 }: Plain(call, "relu"); break;
            case Activation activation: Activate(call, activation.Function, activation.Name); break;
            case Flatten:
                _flattened[output] = call.Inputs[0].Shape;
                Plain(call, "flatten");
                break;
            default: throw new NotSupportedException($"The peers do not know the layer {call.Layer.Name} ({call.Layer.ClassName}).");
        }

        // Rows keep their order through a dropout.
        if (call.Layer is Dropout && _flattened.TryGetValue(call.Inputs[0], out var shape)) _flattened[output] = shape;
    }

    private void Convolution(Node call, Conv2D conv)
    {
        Undilated(conv.Name, conv.DilationRate);
        // (height, width, in, out) to (out, in, height, width).
        var shape = conv.Kernel!.Shape;
        int h = shape[0], w = shape[1], ci = shape[2], co = shape[3];
        var kernel = _weights.Write([co, ci, h, w], conv.Kernel.Values, i => (i % w + i / w % h * w) * ci * co + i / (w * h) % ci * co + i / (w * h * ci));
        Window(call, "conv", conv.KernelSize, conv.Strides, conv.Padding, conv.Groups, kernel, conv.Bias, conv.Activation);
    }

    private void Depthwise(Node call, DepthwiseConv2D conv)
    {
        Undilated(conv.Name, conv.DilationRate);
        // (height, width, in, multiplier) to (in * multiplier, 1, height, width).
        var shape = conv.Kernel!.Shape;
        int h = shape[0], w = shape[1], c = shape[2] * shape[3];
        var kernel = _weights.Write([c, 1, h, w], conv.Kernel.Values, i => (i % w + i / w % h * w) * c + i / (w * h));
        Window(call, "conv", conv.KernelSize, conv.Strides, conv.Padding, shape[2], kernel, conv.Bias, conv.Activation);
    }

    private void Pool(Node call, MaxPooling2D pooling)
    {
        if (_pads.ContainsKey(call.Inputs[0]) && _nodes[^1].Op != "relu")
            throw new NotSupportedException($"{pooling.Name} follows a padding of values that may be negative: the peers' padding is another.");
        Window(call, "maxpool", pooling.PoolSize, pooling.Strides, pooling.Padding, 1, null, null, Activations.Linear);
    }

    private void Window(Node call, string op, Size2D size, Size2D strides, Padding padding, int groups, PeerTensor? kernel, Weight? bias, ActivationFunction activation)
    {
        var input = call.Inputs[0];
        var before = _pads.GetValueOrDefault(input);
        var (top, bottom) = Keras.Layers.Window.Pad(input.Shape[0], size.Height, strides.Height, 1, padding);
        var (left, right) = Keras.Layers.Window.Pad(input.Shape[1], size.Width, strides.Width, 1, padding);
        var node = new PeerNode
        {
            Op = op,
            Output = call.Layer.Name,
            Inputs = [_names[input]],
            Trainable = call.Layer.Trainable,
            Kernel = [size.Height, size.Width],
            Strides = [strides.Height, strides.Width],
            Pads = [top + before.Top, left + before.Left, bottom + before.Bottom, right + before.Right],
            Groups = groups,
        };
        if (kernel is not null) node.Weights["weight"] = kernel;
        if (bias is not null) node.Weights["bias"] = _weights.Write([(int)bias.Shape.Count], bias.Values);
        Push(call, node);
        ActivateLast(call, activation);
    }

    private void AddDense(Node call, Dense dense)
    {
        int rows = dense.Kernel!.Shape[0], columns = dense.Kernel.Shape[1];
        Func<int, int>? order = null;
        if (_flattened.TryGetValue(call.Inputs[0], out var shape) && shape.Rank == 3)
        {
            // Row of (channel, y, x) here is row of (y, x, channel) there.
            int places = shape[0] * shape[1], channels = shape[2];
            order = i => (i / columns % places * channels + i / columns / places) * columns + i % columns;
        }

        var node = new PeerNode { Op = "dense", Output = dense.Name, Inputs = Inputs(call), Trainable = dense.Trainable };
        node.Weights["weight"] = _weights.Write([rows, columns], dense.Kernel.Values, order);
        if (dense.Bias is { } bias) node.Weights["bias"] = _weights.Write([columns], bias.Values);
        Push(call, node);
        ActivateLast(call, dense.Activation);
    }

    private void Normalize(Node call, BatchNormalization layer)
    {
        var node = new PeerNode { Op = "batchnorm", Output = layer.Name, Inputs = Inputs(call), Trainable = layer.Trainable, Epsilon = layer.Epsilon };
        foreach (var (name, weight) in new[] { ("gamma", layer.Gamma), ("beta", layer.Beta), ("mean", layer.MovingMean), ("variance", layer.MovingVariance) })
            node.Weights[name] = _weights.Write([(int)weight!.Shape.Count], weight.Values);
        Push(call, node);
    }

    private void ActivateLast(Node call, ActivationFunction activation)
    {
        if (activation.Name != "linear") Activate(call, activation, $"{call.Layer.Name}_{activation.Name}", _names[call.Outputs[0]]);
    }

    private void Activate(Node call, ActivationFunction activation, string name, string? input = null)
    {
        if (activation.Name is not ("relu" or "relu6" or "sigmoid" or "softmax")) throw new NotSupportedException($"The peers do not know the activation {activation.Name} of {call.Layer.Name}.");
        Push(call, new() { Op = activation.Name, Output = name, Inputs = input is null ? Inputs(call) : [input] });
    }

    private void Plain(Node call, string op) => Push(call, new() { Op = op, Output = call.Layer.Name, Inputs = Inputs(call) });

    private void Push(Node call, PeerNode node)
    {
        _nodes.Add(node);
        _names[call.Outputs[0]] = node.Output;
    }

    private string[] Inputs(Node call) => call.Inputs.FirstOrDefault(_pads.ContainsKey) is { } padded
        ? throw new NotSupportedException($"{call.Layer.Name} follows the padding {padded.Layer.Name}: the peers pad only in convolutions and poolings.")
        : [.. call.Inputs.Select(i => _names[i])];

    // A padding makes nothing of its own: what follows it reads its input.
    private string Name(Node padding) => Inputs(padding)[0];

    private static void Undilated(string name, Size2D dilation)
    {
        if (dilation != 1) throw new NotSupportedException($"{name} is dilated: the peers' scripts know only convolutions that are not.");
    }
}
