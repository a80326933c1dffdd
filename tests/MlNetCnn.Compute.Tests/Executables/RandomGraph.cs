using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>Small nets of random layers with branches, short cuts, shared layers, nested models, paddings and pools, all from one number.</summary>
internal sealed class RandomGraph
{
    private static readonly string[] Activations = ["linear", "linear", "relu", "relu", "relu6", "tanh", "elu"];
    private readonly Random _random;
    private readonly List<KerasTensor> _values = [];
    private readonly HashSet<KerasTensor> _read = [];
    private int _count;

    private readonly Dictionary<Layer, Activation?> _functions = [];
    private readonly bool _apart;
    private string? _function;

    private RandomGraph(int seed, bool apart) => (_random, _apart) = (new Random(seed), apart);

    /// <summary>Makes a net with one output of three values.</summary>
    /// <param name="seed">Which one.</param>
    /// <param name="apart">Whether activations of layers are layers of their own, whose names end with <c>_apart</c>.</param>
    public static Model Make(int seed, bool apart = false) => new RandomGraph(seed, apart).Build().Randomize();

    /// <summary>The paths of all layers that compute something, those of nested models too.</summary>
    public static IEnumerable<string> Paths(Model model, string prefix = "") => model.Layers.Where(l => l is not InputLayer).SelectMany(l =>
        l is Model inner ? Paths(inner, $"{prefix}{l.Name}/").Append(prefix + l.Name) : [prefix + l.Name]);

    private Model Build()
    {
        Shape shape = [5 + _random.Next(9), 5 + _random.Next(9), Pick(1, 3, 4, 5, 17)];
        var input = KerasTensor.Input(shape, name: "input");
        _values.Add(input);
        for (var i = 4 + _random.Next(7); i > 0; i--) Grow();
        // Every end counts.
        var ends = _values.Where(v => !_read.Contains(v)).Select(v => v.Shape.Rank == 1 ? v : _random.Next(2) == 0 ? new Flatten(name: Name("flat")).Call(v) : new GlobalAveragePooling2D(name: Name("gap")).Call(v)).ToArray();
        var top = ends.Length == 1 ? ends[0] : new Concatenate(name: "join").Call(ends);
        return new Model(input, new Dense(3, "tanh", name: "top").Call(top), "net");
    }

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>A random activation for the next layer that is called.</summary>
    private string Function()
    {
        var function = Pick(Activations);
        if (!_apart) return function;
        _function = function;
        return "linear";
    }

    private string Name(string kind) => $"{kind}{_count++}";

    private KerasTensor Read(KerasTensor value)
    {
        _read.Add(value);
        return value;
    }

    private KerasTensor Call(Layer layer, params KerasTensor[] inputs)
    {
        foreach (var input in inputs) Read(input);
        if (!_functions.TryGetValue(layer, out var function)) _functions.Add(layer, function = _function is null ? null : new Activation(_function, name: layer.Name + "_apart"));
        _function = null;
        var output = layer.Call(inputs);
        if (function is not null) output = function.Call(output);
        _values.Add(output);
        return output;
    }

    private void Grow()
    {
        // Mostly the newest, so that chains grow; sometimes one that others read too.
        var x = _random.Next(4) == 0 ? Pick([.. _values]) : _values[^1];
        int height = x.Shape[0], width = x.Shape[1], channels = x.Shape[2];
        switch (_random.Next(14))
        {
            case 0 or 1:
                Call(Convolution(Math.Min(height, width)), x);
                break;
            case 2:
                Norm(Call(new Conv2D(Pick(2, 6, 16), Math.Min(3, Math.Min(height, width)), padding: Padding.Same, useBias: false, name: Name("conv")), x));
                break;
            case 3:
                Call(new DepthwiseConv2D(Pick(1, 3), padding: Padding.Same, depthMultiplier: Pick(1, 2), strides: Pick(1, 2), activation: Function(), name: Name("depthwise")), x);
                break;
            case 4:
                Call(new SeparableConv2D(Pick(3, 8), 3, padding: Padding.Same, activation: Function(), name: Name("separable")), x);
                break;
            case 5 when height > 3 && width > 3:
                // The pool behind the clamp, which may change places.
                Call(new MaxPooling2D(Pick(2, 3), padding: Pick(Padding.Same, Padding.Valid), strides: Pick(1, 2), name: Name("max")), Call(new ReLU(Pick<double?>(null, 6), name: Name("relu")), x));
                break;
            case 6 when height > 3 && width > 3:
                Call(_random.Next(2) == 0 ? new MaxPooling2D(name: Name("half")) : new AveragePooling2D(2, name: Name("average")), x);
                break;
            case 7:
            {
                var padded = Call(new ZeroPadding2D(new Edges2D(Pick(0, 0, 1, 3), Pick(0, 1, 2), Pick(0, 0, 2, 3), Pick(0, 1, 3)), name: Name("zeros")), x);
                if (_random.Next(3) > 0) Call(Convolution(Math.Min(padded.Shape[0], padded.Shape[1])), padded);
                break;
            }

            case 8:
            {
                // A block with a short cut, after which a pool may follow.
                var inner = Call(new Conv2D(channels, Pick(1, 3), padding: Padding.Same, useBias: _random.Next(2) == 0, name: Name("block")), x);
                if (_random.Next(2) == 0) inner = Norm(inner);
                var sum = Call(new Add(name: Name("add")), _random.Next(2) == 0 ? [inner, x] : [x, inner]);
                if (_random.Next(2) == 0) sum = Call(new ReLU(name: Name("relu")), sum);
                if (height > 3 && width > 3 && _random.Next(2) == 0) Call(new MaxPooling2D(name: Name("half")), sum);
                break;
            }

            case 9:
            {
                // A layer that is called twice, the second time with what it made.
                var shared = new Conv2D(channels, 3, padding: Padding.Same, activation: Function(), name: Name("shared"));
                var once = Call(shared, x);
                Call(_random.Next(2) == 0 ? new Multiply(name: Name("multiply")) : new Maximum(name: Name("maximum")), Call(shared, once), once);
                break;
            }

            case 10:
            {
                var name = Name("nested");
                var inside = KerasTensor.Input(x.Shape, name: name + "_input");
                var y = new ReLU(name: "act").Call(new BatchNormalization(name: "norm").Call(new Conv2D(channels, 3, padding: Padding.Same, name: "conv").Call(inside)));
                var nested = new Model(inside, y, name);
                var once = Call(nested, x);
                if (_random.Next(2) == 0) Call(new Concatenate(name: Name("both")), Call(nested, once), x);
                break;
            }

            case 11:
                Call(new BatchNormalization(axis: Pick(-1, 1, 2), name: Name("norm")), x);
                break;
            case 12:
                Call(new Dropout(0.3, name: Name("dropout")), Call(new Dense(channels, Function(), name: Name("dense")), x));
                break;
            default:
                Call(new Activation(Pick("relu", "softplus", "linear", "softmax"), name: Name("act")), x);
                break;
        }
    }

    private KerasTensor Norm(KerasTensor value)
    {
        var norm = Call(new BatchNormalization(name: Name("norm")), value);
        return _random.Next(2) == 0 ? Call(new ReLU(name: Name("relu")), norm) : norm;
    }

    private Conv2D Convolution(int room)
    {
        var size = Math.Min(room, Pick(1, 2, 3, 3));
        var dilation = size == 2 && room > 2 ? Pick(1, 2) : 1;
        return new Conv2D(
            Pick(1, 4, 7, 16), size, strides: dilation > 1 ? 1 : Pick(1, 1, 2), padding: Pick(Padding.Same, Padding.Valid), dilationRate: dilation, activation: Function(),
            useBias: _random.Next(3) > 0, name: Name("conv"));
    }
}
