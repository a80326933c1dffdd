namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>
/// Updates of a variable and its slots, all shapes the gradient's (<c>training_ops.cc</c>). The powers that Adam takes are those of the current step; it does not change them.
/// </summary>
internal static class OptimizerKernels
{
    private const string Nesterov = "use_nesterov bool = false";

    /// <summary>One element: slots (the variable first), scalars in the order of the inputs, the gradient.</summary>
    private delegate void Rule(Span<double> v, ReadOnlySpan<double> s, double g);

    [Kernel("ResourceApplyGradientDescent", "var resource, alpha T, delta T ->", Kinds.Real, Kinds.Locking, Stateful = true)]
    public static Tensor[] GradientDescent(KernelCall call) => Apply(call, 1, 2, (v, s, g) => v[0] -= s[0] * g);

    [Kernel("ResourceApplyMomentum", "var resource, accum resource, lr T, grad T, momentum T ->", Kinds.Real, Kinds.Locking, Nesterov, Stateful = true)]
    public static Tensor[] Momentum(KernelCall call)
    {
        var nesterov = call.Flag("use_nesterov");
        return Apply(call, 2, 3, (v, s, g) =>
        {
            v[1] = v[1] * s[1] + g;
            v[0] -= nesterov ? g * s[0] + v[1] * s[1] * s[0] : v[1] * s[0];
        });
    }

    [Kernel("ResourceApplyKerasMomentum", "var resource, accum resource, lr T, grad T, momentum T ->", Kinds.Real, Kinds.Locking, Nesterov, Stateful = true)]
    public static Tensor[] KerasMomentum(KernelCall call)
    {
        var nesterov = call.Flag("use_nesterov");
        return Apply(call, 2, 3, (v, s, g) =>
        {
            v[1] = v[1] * s[1] - g * s[0];
            v[0] += nesterov ? v[1] * s[1] - g * s[0] : v[1];
        });
    }

    [Kernel("ResourceApplyRMSProp", "var resource, ms resource, mom resource, lr T, rho T, momentum T, epsilon T, grad T ->", Kinds.Real, Kinds.Locking, Stateful = true)]
    public static Tensor[] RmsProp(KernelCall call) => Apply(call, 3, 7, (v, s, g) =>
    {
        v[1] += (g * g - v[1]) * (1 - s[1]);
        v[2] = v[2] * s[2] + g * s[0] / Math.Sqrt(v[1] + s[3]);
        v[0] -= v[2];
    });

    [Kernel(
        "ResourceApplyCenteredRMSProp", "var resource, mg resource, ms resource, mom resource, lr T, rho T, momentum T, epsilon T, grad T ->", Kinds.Real, Kinds.Locking, Stateful = true)]
    public static Tensor[] CenteredRmsProp(KernelCall call) => Apply(call, 4, 8, (v, s, g) =>
    {
        v[2] += (g * g - v[2]) * (1 - s[1]);
        v[1] += (g - v[1]) * (1 - s[1]);
        v[3] = v[3] * s[2] + g * s[0] / Math.Sqrt(v[2] - v[1] * v[1] + s[3]);
        v[0] -= v[3];
    });

    [Kernel(
        "ResourceApplyAdam", "var resource, m resource, v resource, beta1_power T, beta2_power T, lr T, beta1 T, beta2 T, epsilon T, grad T ->", Kinds.Real, Kinds.Locking, Nesterov,
        Stateful = true)]
    public static Tensor[] Adam(KernelCall call)
    {
        var nesterov = call.Flag("use_nesterov");
        return Apply(call, 3, 9, (v, s, g) =>
        {
            var alpha = s[2] * Math.Sqrt(1 - s[1]) / (1 - s[0]);
            v[1] += (g - v[1]) * (1 - s[3]);
            v[2] += (g * g - v[2]) * (1 - s[4]);
            v[0] -= (nesterov ? g * (1 - s[3]) + s[3] * v[1] : v[1]) * alpha / (Math.Sqrt(v[2]) + s[5]);
        });
    }

    [Kernel(
        "ResourceApplyAdamWithAmsgrad", "var resource, m resource, v resource, vhat resource, beta1_power T, beta2_power T, lr T, beta1 T, beta2 T, epsilon T, grad T ->", Kinds.Real,
        Kinds.Locking, Stateful = true)]
    public static Tensor[] AdamWithAmsgrad(KernelCall call) => Apply(call, 4, 10, (v, s, g) =>
    {
        var alpha = s[2] * Math.Sqrt(1 - s[1]) / (1 - s[0]);
        v[1] += (g - v[1]) * (1 - s[3]);
        v[2] += (g * g - v[2]) * (1 - s[4]);
        v[3] = Math.Max(v[3], v[2]);
        v[0] -= v[1] * alpha / (Math.Sqrt(v[3]) + s[5]);
    });

    [Kernel("ResourceApplyAdaMax", "var resource, m resource, v resource, beta1_power T, lr T, beta1 T, beta2 T, epsilon T, grad T ->", Kinds.Real, Kinds.Locking, Stateful = true)]
    public static Tensor[] AdaMax(KernelCall call) => Apply(call, 3, 8, (v, s, g) =>
    {
        v[1] += (g - v[1]) * (1 - s[2]);
        v[2] = Math.Max(s[3] * v[2], Math.Abs(g));
        v[0] -= s[1] / (1 - s[0]) * (v[1] / (v[2] + s[4]));
    });

    [Kernel("ResourceApplyAdagrad", "var resource, accum resource, lr T, grad T ->", Kinds.Real, Kinds.Locking, "update_slots bool = true", Stateful = true)]
    public static Tensor[] Adagrad(KernelCall call)
    {
        var updates = call.Flag("update_slots");
        return Apply(call, 2, 3, (v, s, g) =>
        {
            if (updates) v[1] += g * g;
            v[0] -= g * s[0] / Math.Sqrt(v[1]);
        });
    }

    [Kernel("ResourceApplyAdagradV2", "var resource, accum resource, lr T, epsilon T, grad T ->", Kinds.Real, Kinds.Locking, "update_slots bool = true", Stateful = true)]
    public static Tensor[] AdagradV2(KernelCall call)
    {
        var updates = call.Flag("update_slots");
        return Apply(call, 2, 4, (v, s, g) =>
        {
            if (updates) v[1] += g * g;
            v[0] -= g * s[0] / (Math.Sqrt(v[1]) + s[1]);
        });
    }

    [Kernel("ResourceApplyAdadelta", "var resource, accum resource, accum_update resource, lr T, rho T, epsilon T, grad T ->", Kinds.Real, Kinds.Locking, Stateful = true)]
    public static Tensor[] Adadelta(KernelCall call) => Apply(call, 3, 6, (v, s, g) =>
    {
        v[1] = v[1] * s[1] + g * g * (1 - s[1]);
        var update = Math.Sqrt(v[2] + s[2]) / Math.Sqrt(v[1] + s[2]) * g;
        v[2] = v[2] * s[1] + update * update * (1 - s[1]);
        v[0] -= update * s[0];
    });

    [Kernel("ResourceApplyFtrl", "var resource, accum resource, linear resource, grad T, lr T, l1 T, l2 T, lr_power T ->", Kinds.Real, Kinds.Locking, "multiply_linear_by_lr bool = false", Stateful = true)]
    public static Tensor[] Ftrl(KernelCall call) => Apply(call, 3, 3, (v, s, g) => FtrlStep(v, g, g, s[0], s[1], s[2], s[3]));

    [Kernel(
        "ResourceApplyFtrlV2", "var resource, accum resource, linear resource, grad T, lr T, l1 T, l2 T, l2_shrinkage T, lr_power T ->", Kinds.Real, Kinds.Locking,
        "multiply_linear_by_lr bool = false", Stateful = true)]
    public static Tensor[] FtrlV2(KernelCall call) => Apply(call, 3, 3, (v, s, g) => FtrlStep(v, g, g + 2 * s[3] * v[0], s[0], s[1], s[2], s[4]));

    [Kernel(
        "ResourceApplyAddSign", "var resource, m resource, lr T, alpha T, sign_decay T, beta T, grad T ->", Kinds.Real, Kinds.Locking, Stateful = true)]
    public static Tensor[] AddSign(KernelCall call) => Apply(call, 2, 6, (v, s, g) =>
    {
        v[1] = v[1] * s[3] + g * (1 - s[3]);
        v[0] -= s[0] * (s[1] + s[2] * Math.Sign(g) * Math.Sign(v[1])) * g;
    });

    private static void FtrlStep(Span<double> v, double g, double shrunk, double lr, double l1, double l2, double power)
    {
        var accum = v[1] + g * g;
        v[2] += shrunk - (Math.Pow(accum, -power) - Math.Pow(v[1], -power)) / lr * v[0];
        v[0] = Math.Abs(v[2]) > l1 ? (l1 * Math.Sign(v[2]) - v[2]) / (Math.Pow(accum, -power) / lr + 2 * l2) : 0;
        v[1] = accum;
    }

    /// <summary>Updates each element by a rule, holding the variables and all slots.</summary>
    /// <param name="slots">The variable and its slots: so many inputs from the first.</param>
    /// <param name="gradient">Which input the gradient is; all others behind the slots are scalars.</param>
    private static Tensor[] Apply(KernelCall call, int slots, int gradient, Rule rule)
    {
        Variable[] variables = [.. Enumerable.Range(0, slots).Select(i =>
            call.Resources.Find(VariableKernels.Key(call, i)) ?? throw call.Error("Invalid variable reference.", TensorFlowStatus.Internal))];
        double[] scalars = [.. Enumerable.Range(slots, call.Inputs.Length - slots).Where(i => i != gradient).Select(i => call.RealScalar(i, $"input {i}"))];
        Variable.Locked(variables, () => Update(call, variables, call[gradient], scalars, rule));
        return [];
    }

    private static void Update(KernelCall call, Variable[] variables, Tensor gradient, double[] scalars, Rule rule)
    {
        foreach (var variable in variables)
        {
            call.Require(
                variable.Value.Type == gradient.Type,
                $"Trying to update variable with wrong dtype. Expected {OpAttribute.TypeName(variable.Value.Type)} got {OpAttribute.TypeName(gradient.Type)}");
            call.Require(Shapes.Same(variable.Value.Shape, gradient.Shape), $"var and grad do not have the same shape{variable.Value.ShapeText} {gradient.ShapeText}");
        }

        var g = gradient.Reals();
        double[][] values = [.. variables.Select(variable => variable.Value.Reals().ToArray())];
        var element = new double[variables.Length];
        for (var i = 0; i < g.Length; i++)
        {
            for (var k = 0; k < element.Length; k++) element[k] = values[k][i];
            rule(element, scalars, g[i]);
            for (var k = 0; k < element.Length; k++) values[k][i] = element[k];
        }

        for (var k = 0; k < variables.Length; k++) variables[k].Value = Tensor.Real(gradient.Type, gradient.Shape, values[k]);
    }
}
